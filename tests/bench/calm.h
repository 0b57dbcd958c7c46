// WaitForCalm lets the machine come to rest before a measurement: write-back and compaction of what went before.
//
// Waits at most a second: a machine that others keep busy is measured all the same, and the point says so.
// Threads: any.
#pragma once

namespace blangko::bench {

void WaitForCalm();

}  // namespace blangko::bench
