// Tables with a grid. The head is repeated on every page; a row is never torn apart, and the last row stays with the
// total below it.
//
// Failure: none; a row that is higher than a page runs over its foot. Threads: one.
#pragma once

#include "services/papers/page_canvas.h"
#include "services/papers/paper.h"

namespace blangko::papers {

void DrawTable(PageCanvas& page, const PaperTable& table);

}  // namespace blangko::papers
