// What an import tells: lines, ignored columns, hashes, what it held and why; and how profiles change the reading.
#include <gmock/gmock.h>

#include "absl/strings/str_replace.h"
#include "services/records/import/importer_fixture.h"

namespace blangko::records {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ImportResultTest : public ImporterTest {
 protected:
  std::vector<v1::ImportError> Errors(const std::string& import_id) {
    auto errors = records_->ListImportErrors(Staff(), import_id, 0, 1000);
    EXPECT_OK(errors);
    return errors.value_or(std::vector<v1::ImportError>());
  }
  v1::Import ImportOf(const std::string& import_id) {
    auto got = records_->GetImport(Staff(), import_id);
    EXPECT_OK(got);
    return got.ok() ? got->import() : v1::Import();
  }
  // Row `serial` with another birth date than its NIK says.
  static std::string Differing(int serial) {
    return absl::StrReplaceAll(Row(serial), {{"1995-08-17", "1995-09-17"}});
  }
};

TEST_F(ImportResultTest, ErrorsCarryTheLineOfTheFile) {
  const std::string two_lines = absl::StrReplaceAll(Row(1), {{"Jl. Melati", "\"Jl. Melati\nRT 5\""}});
  const ImportRow import = Import(two_lines + "x\n\n" + Row(3, "SESUATU"));
  const auto errors = Errors(import.import_id());
  ASSERT_THAT(errors, SizeIs(2));
  EXPECT_EQ(errors[0].row(), 2);
  EXPECT_EQ(errors[0].line(), 4);
  EXPECT_EQ(errors[1].row(), 3);
  EXPECT_EQ(errors[1].line(), 6);
}

TEST_F(ImportResultTest, ColumnsThatNobodyReadsAreToldOnce) {
  const ImportStart start = Start();
  ASSERT_OK(TryImport(start,
                      "record_id;nik;name;birth_date;area;upstream_status;recorded_time;catatan;foto\n"
                      "R-1;1405021708951001;SITI;1995-08-17;14.05.02.2003;PRR;2025-01-01;x;y\n"));
  EXPECT_THAT(ImportOf(start.import_id).ignored_columns(), ElementsAre("catatan", "foto"));
  const ImportStart empty = Start();
  ASSERT_OK(TryImport(empty, "nik;name;birth_date;area;upstream_status;recorded_time;catatan\n"));
  EXPECT_THAT(ImportOf(empty.import_id).ignored_columns(), ElementsAre("catatan"));
}

TEST_F(ImportResultTest, AnImportKnowsItsFileAndWhoBroughtItIn) {
  const ImportStart start = Start();
  ASSERT_OK(TryImport(start, "nik,name,birth_date,area,upstream_status,recorded_time\n"));
  const v1::Import import = ImportOf(start.import_id);
  EXPECT_EQ(import.actor(), "local:budi");
  EXPECT_EQ(import.file_sha256(), "a24595a36116af7dec1ee4f818c5e1a8affe6305858184c0e866624668fddcd4");
}

TEST_F(ImportResultTest, AResumeWithAnotherFileIsRefused) {
  ImportStart start = Start();
  start.file_sha256 = std::string(64, 'a');
  ASSERT_OK(records_->OpenImport(Staff(), start));
  start.file_sha256 = std::string(64, 'b');
  EXPECT_EQ(ReasonOf(records_->OpenImport(Staff(), start).status()), "ALREADY_EXISTS");
  start.file_sha256 = "AB";
  EXPECT_EQ(ReasonOf(records_->OpenImport(Staff(), start).status()), "INVALID_FIELD");
}

TEST_F(ImportResultTest, ImportsAreListedNewestFirstInScope) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    clock_.Advance(absl::Minutes(1));
    ids.push_back(Import(Row(i)).import_id());
  }
  const auto first = records_->ListImports(Staff(), "", "", 3);
  ASSERT_OK(first);
  ASSERT_THAT(*first, SizeIs(3));
  EXPECT_EQ(first->front().import_id(), ids[4]);
  const auto rest = records_->ListImports(Staff(), kRegency, first->back().import_id(), 3);
  ASSERT_OK(rest);
  ASSERT_THAT(*rest, SizeIs(2));
  EXPECT_EQ(rest->back().import_id(), ids[0]);
  EXPECT_EQ(rest->back().added_count(), 1);
  EXPECT_THAT(*records_->ListImports(Staff("14.71"), "", "", 10), IsEmpty());
  EXPECT_EQ(ReasonOf(records_->ListImports(Staff("14.71"), kRegency, "", 10).status()), "OUT_OF_SCOPE");
}

// ---- a NIK that says otherwise -------------------------------------------------------------------------------------

TEST_F(ImportResultTest, AFileThatWasRefusedAsAWholeSaysSoAndWhy) {
  const ImportStart start = Start();
  EXPECT_EQ(ReasonOf(TryImport(start, "nama;alamat\nSITI;Jl. Melati\n").status()), "IMPORT_FORMAT");
  const v1::Import refused = records_->GetImport(Staff(), start.import_id)->import();
  EXPECT_FALSE(refused.done());
  EXPECT_TRUE(refused.has_end_time());
  EXPECT_THAT(refused.refusal_sentence_en(), HasSubstr("columns nik, name"));
  EXPECT_THAT(refused.refusal_sentence_id(), HasSubstr("Berkas tidak dapat dibaca: kolom nik, name"));
  const ImportStart empty = Start(v1::IMPORT_KIND_FULL);
  EXPECT_EQ(ReasonOf(TryImport(empty, kHeader).status()), "IMPORT_FORMAT");
  EXPECT_THAT(records_->GetImport(Staff(), empty.import_id)->import().refusal_sentence_en(),
              HasSubstr("without a readable row"));
}

TEST_F(ImportResultTest, ARefusedImportThatIsReadAfterAllIsDone) {
  const ImportStart start = Start();
  EXPECT_FALSE(TryImport(start, "nama;alamat\nSITI;Jl. Melati\n").ok());
  ASSERT_OK(TryImport(start, absl::StrCat(kHeader, Rows(1, 2))));
  const v1::Import import = records_->GetImport(Staff(), start.import_id)->import();
  EXPECT_TRUE(import.done());
  EXPECT_EQ(import.added_count(), 2);
  EXPECT_EQ(import.refusal_sentence_en(), "");
}

TEST_F(ImportResultTest, ANikThatSaysAnotherBirthDateIsHeldForAPersonNotRefused) {
  const ImportRow import = Import(Row(1) + Differing(2));
  EXPECT_EQ(import.added(), 2);
  EXPECT_EQ(import.refused(), 0);
  EXPECT_THAT(HeldBy(import.import_id()), ElementsAre("2 R-2 NIK_MISMATCH"));
  EXPECT_EQ(Get("R-2").hold().note(), "birth_date");
  EXPECT_THAT(Waiting(), ElementsAre("R-1"));
  EXPECT_EQ(ReasonOf(Release("R-2", "").status()), "REASON_NEEDED");
  ASSERT_OK(Release("R-2", "akta lahir dilihat: NIK terbit dengan tanggal lama"));
  EXPECT_EQ(StateOf("R-2"), v1::RECORD_STATE_READY);
  EXPECT_EQ(Import(Differing(2)).unchanged(), 1);
  EXPECT_EQ(StateOf("R-2"), v1::RECORD_STATE_READY);
}

TEST_F(ImportResultTest, ANikThatWasFoundRightIsNotAskedAboutAgain) {
  Import(Differing(2));
  ASSERT_OK(Release("R-2", "akta lahir dilihat"));
  Drive("R-2", {Event::kGrantAndStart, Event::kPrinted});
  v1::CreateRecordRequest lost = Applicant(2);
  lost.set_request_type(v1::REQUEST_TYPE_REPLACEMENT_LOST);
  lost.mutable_personal()->set_birth_date("1995-09-17");
  EXPECT_EQ(Create(lost).state(), v1::RECORD_STATE_READY);
}

TEST_F(ImportResultTest, DataThatAgreeEndTheHoldAtTheSamePlace) {
  Import(Differing(1) + Row(2));
  EXPECT_THAT(Waiting(), ElementsAre("R-2"));
  EXPECT_EQ(Import(Row(1)).updated(), 1);
  EXPECT_THAT(Waiting(), ElementsAre("R-1", "R-2"));
  const v1::HistoryEntry released = *Get("R-1").history().rbegin();
  EXPECT_EQ(released.event(), "RELEASE");
  EXPECT_EQ(released.detail(), "the list brought data that agree");
}

TEST_F(ImportResultTest, CorrectedDataEndNoOtherHold) {
  Import(Differing(1));
  ASSERT_OK(Release("R-1", "akta dilihat"));
  ASSERT_OK(Hold("R-1"));
  EXPECT_EQ(Import(Row(1)).updated(), 1);
  EXPECT_EQ(StateOf("R-1"), v1::RECORD_STATE_HELD);
}

TEST_F(ImportResultTest, AnotherSexIsSeenToo) {
  const std::string list =
      "record_id,nik,name,birth_date,sex,area,upstream_status,recorded_time\n"
      "R-1,1405021708951001,SITI,1995-08-17,P,14.05.02.2003,PRR,2025-01-01\n"
      "R-2,1405025708951002,ANI,1995-08-17,P,14.05.02.2003,PRR,2025-01-01\n";
  ASSERT_OK(TryImport(Start(), list));
  EXPECT_EQ(Get("R-1").hold().reason(), "NIK_MISMATCH");
  EXPECT_EQ(Get("R-1").hold().note(), "sex");
  EXPECT_EQ(StateOf("R-2"), v1::RECORD_STATE_READY);
}

TEST_F(ImportResultTest, ADuplicateWhoseNikDiffersShowsBoth) {
  Import(Row(1));
  Import(absl::StrReplaceAll(Differing(1), {{"R-1,", "R-9,"}}));
  EXPECT_EQ(Get("R-9").hold().reason(), "DUPLICATE_REQUEST");
  EXPECT_EQ(Get("R-9").hold().note(), "NIK_MISMATCH: birth_date");
}

// ---- profiles --------------------------------------------------------------------------------------------------------

class ProfiledImportTest : public ImportResultTest {
 protected:
  static v1::ImportProfile Dinas() {
    v1::ImportProfile profile;
    profile.set_name("dinas");
    profile.set_extends("siak");
    profile.set_delimiter("|");
    profile.add_date_formats("D/M/YYYY");
    AddColumn(profile, "name", {"Nama Pemohon"});
    v1::ProfileColumn& sex = AddColumn(profile, "sex", {"JK"});
    AddCode(sex, "1", "L");
    AddCode(sex, "2", "P");
    AddColumn(profile, "upstream_status", {}).set_default_value("PRINT_READY_RECORD");
    AddColumn(profile, "phone", {}).set_needed(true);
    return profile;
  }
  static v1::ProfileColumn& AddColumn(v1::ImportProfile& profile, const std::string& field,
                                      const std::vector<std::string>& names) {
    v1::ProfileColumn& column = *profile.add_columns();
    column.set_field(field);
    for (const std::string& name : names) column.add_names(name);
    return column;
  }
  static void AddCode(v1::ProfileColumn& column, const std::string& text, const std::string& value) {
    v1::ProfileCode& code = *column.add_codes();
    code.set_text(text);
    code.set_value(value);
  }
  absl::StatusOr<v1::ImportProfileSummary> Set(const v1::ImportProfile& profile) {
    v1::SetImportProfileRequest request;
    *request.mutable_profile() = profile;
    const access::Act act = ActFor(request);
    auto set = records_->SetProfile(act, request);
    if (!set.ok()) return set.status();
    return set->summary();
  }
  absl::StatusOr<v1::GetImportProfileResponse> GetProfile(const std::string& name) {
    v1::GetImportProfileRequest request;
    request.set_name(name);
    return records_->GetProfile(Staff(), request);
  }
  static std::string DinasList() {
    return "no_permohonan|NIK|Nama Pemohon|tgl_lhr|JK|kode_wilayah|tgl_rekam|telp\n"
           "7|1405025708951001|SITI|17/8/1995|2|14.05.02.2003|3/1/2025 08:00|0800\n"
           "8|1405021708951002|BUDI|17/8/1995|1|14.05.02.2003|4/1/2025|0800\n"
           "9|1405021708951003|ANI|17/8/1995|3|14.05.02.2003|4/1/2025|0800\n"
           "10|1405021708951004|EKO|17/8/1995|1|14.05.02.2003|4/1/2025|\n";
  }
};

TEST_F(ProfiledImportTest, AListIsReadByAProfileThatIsKeptHere) {
  ASSERT_OK(Set(Dinas()));
  ImportStart start = Start();
  start.profile = "dinas";
  ASSERT_OK_AND_ASSIGN(const ImportRow import, TryImport(start, DinasList()));
  EXPECT_EQ(import.added(), 2);
  EXPECT_EQ(import.profile(), "dinas");
  EXPECT_THAT(Reasons(import.import_id()), ElementsAre("3 JK SEX_UNKNOWN", "4 telp MISSING"));
  EXPECT_THAT(Waiting(), SizeIs(2));
}

TEST_F(ProfiledImportTest, AProfileMayComeWithTheListAlone) {
  ImportStart start = Start();
  start.inline_profile = Dinas();
  start.inline_profile->clear_name();
  ASSERT_OK_AND_ASSIGN(const ImportRow import, TryImport(start, DinasList()));
  EXPECT_EQ(import.added(), 2);
  EXPECT_EQ(import.profile(), "file");
  EXPECT_EQ(ReasonOf(GetProfile("dinas").status()), "INVALID_FIELD");
}

TEST_F(ProfiledImportTest, AnImportGoesOnAsItBegan) {
  ASSERT_OK(Set(Dinas()));
  ImportStart start = Start();
  start.profile = "dinas";
  { ASSERT_OK(records_->OpenImport(Staff(), start)); }
  v1::ImportProfile changed = Dinas();
  changed.set_delimiter(";");
  ASSERT_OK(Set(changed));
  ASSERT_OK_AND_ASSIGN(const ImportRow import, TryImport(start, DinasList()));
  EXPECT_EQ(import.added(), 2);
}

TEST_F(ProfiledImportTest, AProfileIsRefusedWithEverythingThatIsWrong) {
  v1::ImportProfile bad = Dinas();
  bad.set_delimiter("--");
  bad.add_date_formats("M/D/YYYY");
  AddColumn(bad, "shoe_size", {"sepatu"});
  AddCode(AddColumn(bad, "religion", {"Nama Pemohon"}), "", "x");
  AddCode(*bad.mutable_columns(1), "3", "X");
  AddColumn(bad, "nik", {}).set_default_value("1405021708951001");
  const absl::Status refused = Set(bad).status();
  EXPECT_EQ(ReasonOf(refused), "INVALID_FIELD");
  for (const char* part :
       {"delimiter: got --", "date_formats[1]: got M/D/YYYY",
        "columns[4].field: got shoe_size, want one of record_id",
        "columns[5].names[0]: got Nama Pemohon, want each column name once", "columns[5].codes[0].text",
        "columns[1].codes[2].value: got X, want L or P", "columns[6].default_value"}) {
    EXPECT_THAT(std::string(refused.message()), HasSubstr(part));
  }
  EXPECT_THAT(std::string(refused.message()), Not(HasSubstr("1405021708951001")));
}

TEST_F(ProfiledImportTest, BuiltInProfilesStayAsTheyAre) {
  v1::ImportProfile own = Dinas();
  own.set_name("siak");
  EXPECT_EQ(ReasonOf(Set(own).status()), "INVALID_FIELD");
  ImportStart start = Start();
  start.inline_profile = own;
  EXPECT_EQ(ReasonOf(TryImport(start, DinasList()).status()), "INVALID_FIELD");
}

TEST_F(ProfiledImportTest, VersionsGrowWithChangesAndAreLogged) {
  const uint64_t entries = LogLength("");
  EXPECT_EQ(Set(Dinas())->version(), 1u);
  EXPECT_EQ(Set(Dinas())->version(), 1u);
  EXPECT_EQ(LogLength(""), entries + 1);
  v1::ImportProfile changed = Dinas();
  changed.set_nik_may_differ(true);
  EXPECT_EQ(Set(changed)->version(), 2u);
  const auto listed = records_->ListProfiles(Staff(), "", 10);
  ASSERT_OK(listed);
  ASSERT_THAT(*listed, SizeIs(3));
  EXPECT_TRUE((*listed)[0].built_in());
  EXPECT_EQ((*listed)[2].name(), "dinas");
  EXPECT_EQ((*listed)[2].by(), "local:budi");
}

TEST_F(ProfiledImportTest, TheSampleOfEveryProfileGoesIn) {
  ASSERT_OK(Set(Dinas()));
  for (const char* name : {"blangko", "siak", "dinas"}) {
    SCOPED_TRACE(name);
    Reset();
    ASSERT_OK(Set(Dinas()));
    ASSERT_OK_AND_ASSIGN(const auto profile, GetProfile(name));
    ImportStart start = Start();
    start.profile = name;
    ASSERT_OK_AND_ASSIGN(const ImportRow import, TryImport(start, profile.sample()));
    EXPECT_EQ(import.added(), 3) << profile.sample();
    EXPECT_EQ(import.held(), 0);
    EXPECT_EQ(import.refused(), 0);
    EXPECT_THAT(ImportOf(start.import_id).ignored_columns(), IsEmpty());
    EXPECT_THAT(Waiting(), SizeIs(3));
  }
}

TEST_F(ProfiledImportTest, AListWhoseNiksMayDifferIsNotHeld) {
  v1::ImportProfile profile;
  profile.set_extends("blangko");
  profile.set_nik_may_differ(true);
  ImportStart start = Start();
  start.inline_profile = profile;
  ASSERT_OK(TryImport(start, absl::StrCat(kHeader, Differing(1))));
  EXPECT_EQ(StateOf("R-1"), v1::RECORD_STATE_READY);
}

}  // namespace
}  // namespace blangko::records
