// The parts of a page: letterhead, title, lists of facts, tables whose head is repeated on every page, signatures that
// are never torn apart.
//
// Failure: none. Threads: one.
#pragma once

#include <string>
#include <vector>

#include "services/papers/page_canvas.h"
#include "services/papers/paper.h"

namespace blangko::papers {

void DrawLetterhead(PageCanvas& page, const std::vector<std::string>& lines);
void DrawTitle(PageCanvas& page, const Paper& paper);
void DrawBlock(PageCanvas& page, const Block& block);
// Begins a new page where a paragraph that ends the text would be torn from the signatures.
void KeepWithSignatures(PageCanvas& page, const Block& last, const Paper& paper);
void DrawSignatures(PageCanvas& page, const Paper& paper);

}  // namespace blangko::papers
