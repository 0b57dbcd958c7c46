#include "services/papers/draw_paper.h"

#include <cairo-pdf.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "services/papers/draw_blocks.h"
#include "services/papers/page_canvas.h"

namespace blangko::papers {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Cairo = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

cairo_status_t Append(void* bytes, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

// Draws all pages on `surface`, says in their feet that there are `pages`, and answers how many there are.
int DrawPages(cairo_surface_t* surface, const Paper& paper, int pages) {
  const Cairo cairo(cairo_create(surface), &cairo_destroy);
  PageCanvas page(cairo.get(), absl::StrCat(paper.title, " - ", paper.number), pages, paper.mark);
  DrawLetterhead(page, paper.letterhead);
  DrawTitle(page, paper);
  for (const Block& block : paper.blocks) {
    if (&block == &paper.blocks.back()) KeepWithSignatures(page, block, paper);
    DrawBlock(page, block);
  }
  DrawSignatures(page, paper);
  page.Finish();
  return page.page();
}

int CountPages(const Paper& paper) {
  const Surface surface(cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr), &cairo_surface_destroy);
  return DrawPages(surface.get(), paper, 1);
}

// Without a date from the facts the library takes the clock's.
void SetMetadata(cairo_surface_t* surface, const Paper& paper) {
  const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + paper.day;
  const std::string time = absl::StrFormat("%04d-%02d-%02dT00:00:00Z", day.year(), day.month(), day.day());
  const std::string title = absl::StrCat(paper.title, " ", paper.number);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, time.c_str());
}

}  // namespace

absl::StatusOr<std::string> DrawPaper(const Paper& paper) {
  const int pages = CountPages(paper);
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(Append, &bytes, kPageWidth, kPageHeight),
                        &cairo_surface_destroy);
  SetMetadata(surface.get(), paper);
  DrawPages(surface.get(), paper, pages);
  cairo_surface_finish(surface.get());
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status == CAIRO_STATUS_SUCCESS) return bytes;
  return absl::InternalError(absl::StrCat("paper: ", cairo_status_to_string(status)));
}

}  // namespace blangko::papers
