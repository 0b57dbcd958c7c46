#include "printer/ipp/printer_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "printer/ipp/supplies.h"

namespace blangko::printer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

IppMessage Reply() { return IppMessage(ippNew()); }

void AddOctets(IppMessage& reply, const char* name, const std::string& text) {
  ippAddOctetString(reply.get(), IPP_TAG_PRINTER, name, text.data(), static_cast<int>(text.size()));
}

void AddEnum(IppMessage& reply, ipp_tag_t group, const char* name, int value) {
  ippAddInteger(reply.get(), group, IPP_TAG_ENUM, name, value);
}

TEST(PrinterFacts, ReasonsLoseTheirSuffixAndComeOnce) {
  IppMessage reply = Reply();
  reply.AddKeywords(IPP_TAG_PRINTER, "printer-state-reasons",
                    {"media-empty-error", "marker-supply-low-warning", "media-empty-report", "cover-open"});
  EXPECT_THAT(ReadPrinterFacts(reply).reasons, ElementsAre("media-empty", "marker-supply-low", "cover-open"));
}

TEST(PrinterFacts, NoneIsNoReason) {
  IppMessage reply = Reply();
  reply.AddKeywords(IPP_TAG_PRINTER, "printer-state-reasons", {"none"});
  EXPECT_THAT(ReadPrinterFacts(reply).reasons, IsEmpty());
}

TEST(PrinterFacts, APrinterThatSaysNothingIsNotReady) {
  const PrinterFacts facts = ReadPrinterFacts(Reply());
  EXPECT_TRUE(facts.stopped);
  EXPECT_FALSE(facts.accepting);
  EXPECT_FALSE(facts.takes_raster);
  EXPECT_EQ(facts.uuid, "");
  EXPECT_EQ(facts.up_time_seconds, -1);
  EXPECT_EQ(facts.card_counter, -1);
  EXPECT_EQ(facts.media, kCardMedia);
}

TEST(PrinterFacts, TextComesOutOnOneLineAndInUtf8) {
  IppMessage reply = Reply();
  reply.AddText(IPP_TAG_PRINTER, IPP_TAG_URI, "printer-uuid", "urn:uuid:\xff\x01");
  reply.AddKeywords(IPP_TAG_PRINTER, "printer-state-reasons", {"bak\xc3\xa9\tkosong", "caf\xe9"});
  AddOctets(reply, "printer-supply", "index=0;type=ink\xffRibbon;");
  const PrinterFacts facts = ReadPrinterFacts(reply);
  EXPECT_EQ(facts.uuid, "urn:uuid:  ");
  EXPECT_THAT(facts.reasons, ElementsAre("bak\xc3\xa9 kosong", "caf "));
  EXPECT_THAT(reply.Octets("printer-supply"), ElementsAre("index=0;type=ink Ribbon;"));
}

TEST(PrinterFacts, AValueOfAnotherTypeIsAsIfMissing) {
  IppMessage reply = Reply();
  reply.AddText(IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-up-time", "12");
  reply.AddText(IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state", "idle");
  reply.AddNumber(IPP_TAG_PRINTER, "printer-uuid", 7);
  const PrinterFacts facts = ReadPrinterFacts(reply);
  EXPECT_EQ(facts.up_time_seconds, -1);
  EXPECT_TRUE(facts.stopped);
  EXPECT_EQ(facts.uuid, "");
}

TEST(PrinterFacts, TakesRasterOnlyInSrgb) {
  IppMessage reply = Reply();
  reply.AddText(IPP_TAG_PRINTER, IPP_TAG_MIMETYPE, "document-format-supported", "image/pwg-raster");
  EXPECT_FALSE(ReadPrinterFacts(reply).takes_raster);
  reply.AddKeywords(IPP_TAG_PRINTER, "pwg-raster-document-type-supported", {"sgray_8", "srgb_8"});
  EXPECT_TRUE(ReadPrinterFacts(reply).takes_raster);
}

TEST(PrinterFacts, ASpoolerGivesItselfAwayAndACardHasTheNameThatThePrinterUses) {
  IppMessage reply = Reply();
  reply.AddText(IPP_TAG_PRINTER, IPP_TAG_TEXT, "cups-version", "2.4.2");
  reply.AddKeywords(IPP_TAG_PRINTER, "media-supported", {"iso_a4_210x297mm", "oe_cr80_2.125x3.375in"});
  const PrinterFacts facts = ReadPrinterFacts(reply);
  EXPECT_TRUE(facts.spooler);
  EXPECT_EQ(facts.media, "oe_cr80_2.125x3.375in");
}

TEST(Supplies, ComeFromMarkersAndFromTheDetailedLines) {
  IppMessage reply = Reply();
  const char* names[] = {"YMCKO ribbon", "Retransfer film", "Cleaning roller"};
  ippAddStrings(reply.get(), IPP_TAG_PRINTER, IPP_TAG_NAME, "marker-names", 3, nullptr, names);
  const int levels[] = {12, 100, -2};
  ippAddIntegers(reply.get(), IPP_TAG_PRINTER, IPP_TAG_INTEGER, "marker-levels", 3, levels);
  AddOctets(reply, "printer-supply", "index=0;type=inkRibbon;unit=impressions;maxcapacity=200;level=23;");
  const std::vector<Supply> supplies = ReadSupplies(reply);
  ASSERT_EQ(supplies.size(), 3U);
  EXPECT_EQ(supplies[0].kind, Supply::Kind::kRibbon);
  EXPECT_EQ(supplies[0].percent, 12);
  EXPECT_EQ(supplies[0].cards_left, 23);
  EXPECT_EQ(supplies[1].kind, Supply::Kind::kFilm);
  EXPECT_EQ(supplies[1].cards_left, -1);
  EXPECT_EQ(supplies[2].kind, Supply::Kind::kOther);
  EXPECT_EQ(supplies[2].percent, -1) << "the printer does not know";
}

TEST(Supplies, TheDetailedLinesAloneAreEnough) {
  IppMessage reply = Reply();
  reply.AddText(IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-supply-description", "Color");
  AddOctets(reply, "printer-supply", "type=inkRibbon;maxcapacity=250;level=25;broken;=;");
  const std::vector<Supply> supplies = ReadSupplies(reply);
  ASSERT_EQ(supplies.size(), 1U);
  EXPECT_EQ(supplies[0].kind, Supply::Kind::kRibbon);
  EXPECT_EQ(supplies[0].percent, 10);
  EXPECT_EQ(supplies[0].cards_left, -1) << "a level without a unit counts no cards";
}

TEST(Supplies, AreKnownByManyWords) {
  EXPECT_EQ(SupplyKindOf("ribbon-wax", "Thermal transfer ribbon"), Supply::Kind::kRibbon);
  EXPECT_EQ(SupplyKindOf("other", "Retransfer ribbon"), Supply::Kind::kFilm);
  EXPECT_EQ(SupplyKindOf("", "YMCKT panel set"), Supply::Kind::kRibbon);
  EXPECT_EQ(SupplyKindOf("cleaner-unit", "Roller"), Supply::Kind::kOther);
}

TEST(Supplies, APercentIsRoundedUpSoThatOnlyNothingIsNothing) {
  EXPECT_EQ(PercentOf(1, 500), 1);
  EXPECT_EQ(PercentOf(0, 500), 0);
  EXPECT_EQ(PercentOf(700, 500), 100);
  EXPECT_EQ(PercentOf(-3, 500), -1);
  EXPECT_EQ(PercentOf(3, -2), -1);
}

TEST(JobFacts, AListOfJobsIsTakenApart) {
  IppMessage reply = Reply();
  reply.AddText(IPP_TAG_OPERATION, IPP_TAG_LANGUAGE, "attributes-natural-language", "en");
  ippAddSeparator(reply.get());
  for (int id = 1; id <= 2; ++id) {
    if (id > 1) ippAddSeparator(reply.get());
    reply.AddNumber(IPP_TAG_JOB, "job-id", id);
    AddEnum(reply, IPP_TAG_JOB, "job-state", id == 1 ? IPP_JSTATE_PROCESSING : IPP_JSTATE_CANCELED);
  }
  EXPECT_EQ(ReadJobFacts(*reply.Job(0)).id, 1);
  EXPECT_TRUE(ReadJobFacts(*reply.Job(0)).moving);
  EXPECT_EQ(ReadJobFacts(*reply.Job(1)).id, 2);
  EXPECT_EQ(ReadJobFacts(*reply.Job(1)).state, JobFacts::State::kAborted);
  EXPECT_FALSE(reply.Job(2).has_value());
}

}  // namespace
}  // namespace blangko::printer
