// Made-up facts of every kind of paper, for tests: long names, many rows, differences.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/papers.pb.h"

namespace blangko::papers {

inline constexpr int64_t kSampleDay = 20787;  // 30 November 2026

inline void AddSignature(rows::v1::PaperHead& head, const std::string& heading, const std::string& name,
                         const std::string& title, bool approves = false) {
  auto& signature = *head.add_signatures();
  signature.set_heading(heading);
  signature.set_name(name);
  signature.set_title(title);
  signature.set_approves(approves);
  if (name.empty()) return;
  signature.set_nip("19700101 199503 1 001");
  signature.set_rank("Penata Tingkat I (III/d)");
}

inline rows::v1::PaperFacts SampleHead(const std::string& number) {
  rows::v1::PaperFacts facts;
  facts.set_layout(1);
  auto& head = *facts.mutable_head();
  head.add_letterhead("PEMERINTAH KABUPATEN CONTOH KEPULAUAN");
  head.add_letterhead("DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL");
  head.add_letterhead("Jalan Sultan Syarif Hasim Nomor 1, Kota Contoh 28300");
  head.add_letterhead("Telepon (0761) 000000, pos-el dukcapil@contoh.example");
  head.set_place("Kota Contoh");
  head.set_number(number);
  head.set_day(kSampleDay);
  AddSignature(head, "Yang menyerahkan,", "", "");
  AddSignature(head, "Yang menerima,", "RADEN MAS CONTOH PRAWIRONEGORO KUSUMODININGRAT, S.Kom., M.A.P.",
               "Pengurus Barang");
  AddSignature(head, "Kepala Dinas,", "Dra. SITI CONTOH, M.Si.", "", true);
  return facts;
}

inline void FillLot(rows::v1::PaperLot& lot, int i) {
  lot.set_lot(absl::StrCat("L-2026-", i));
  lot.set_blank_type(i % 2 == 0 ? "KTP-EL V2" : "KTP-EL V1");
  lot.set_funding(i % 3 == 0 ? "HIBAH" : "APBN");
  lot.set_unit_price_idr(10'182 + i);
}

inline rows::v1::ShipmentFacts SampleShipment(int lots) {
  rows::v1::ShipmentFacts facts;
  facts.set_from_name("Direktorat Jenderal Kependudukan dan Pencatatan Sipil");
  facts.set_to_name("Dinas Kependudukan dan Pencatatan Sipil Kabupaten Contoh Kepulauan");
  facts.set_shipment_id("0199c2a0-0000-7000-8000-000000000001");
  facts.set_delivery_note("470/1234/Dukcapil.Ses");
  facts.set_shipped_day(kSampleDay - 3);
  facts.set_received_day(kSampleDay);
  facts.set_note("Dua dus, segel utuh");
  for (int i = 1; i <= lots; ++i) {
    auto& line = *facts.add_lines();
    FillLot(*line.mutable_lot(), i);
    line.set_shipped(1'000);
    line.set_accepted(i == 1 ? 997 : 1'000);
    line.set_missing(i == 1 ? 2 : 0);
    line.set_rejected(i == 1 ? 1 : 0);
    line.set_surplus(i == 2 ? 1 : 0);
  }
  return facts;
}

inline void AddEntry(rows::v1::StockCardLot& lot, int64_t day, int64_t booked, const std::string& document,
                     rows::v1::Account account, int64_t in, int64_t out) {
  auto& entry = *lot.add_entries();
  entry.set_document_day(day);
  entry.set_booked_day(booked);
  entry.set_document(document);
  entry.set_account(account);
  entry.set_in(in);
  entry.set_out(out);
  entry.set_jobs(account == rows::v1::ACCOUNT_CONSUMED);
}

inline rows::v1::StockCardFacts SampleStockCard() {
  rows::v1::StockCardFacts facts;
  facts.set_office_name("Dinas Kependudukan dan Pencatatan Sipil Kabupaten Contoh Kepulauan");
  facts.set_from_day(kSampleDay - 29);
  facts.set_to_day(kSampleDay);
  facts.set_all_lots(true);
  for (int i = 1; i <= 2; ++i) {
    auto& lot = *facts.add_lots();
    FillLot(*lot.mutable_lot(), i);
    lot.set_before(500);
    AddEntry(lot, kSampleDay - 28, kSampleDay - 28, "470/1234/Dukcapil.Ses", rows::v1::ACCOUNT_RECEIVED,
             1'000, 0);
    for (int64_t day = kSampleDay - 27; day < kSampleDay; ++day)
      AddEntry(lot, day, day, "", rows::v1::ACCOUNT_CONSUMED, 0, 41 + day % 3);
    AddEntry(lot, kSampleDay, kSampleDay + 2, "000.3/17/SJ/XI/2026", rows::v1::ACCOUNT_TRANSFER_OUT, 0, 100);
  }
  return facts;
}

inline rows::v1::CountFacts SampleCount() {
  rows::v1::CountFacts facts;
  facts.set_office_name("Dinas Kependudukan dan Pencatatan Sipil Kabupaten Contoh Kepulauan");
  facts.set_counted_day(kSampleDay);
  facts.set_store_room("Gudang blangko, lantai 2");
  facts.add_counted_by("Budi Contoh");
  facts.add_counted_by("Sri Contoh");
  for (int i = 1; i <= 3; ++i) {
    auto& line = *facts.add_lines();
    FillLot(*line.mutable_lot(), i);
    line.set_booked(300);
    line.set_found(i == 2 ? 298 : 300);
    if (i == 2) line.set_explanation("Dua keping sudah dikirim ke kecamatan, surat jalannya belum dibukukan");
  }
  return facts;
}

inline rows::v1::DestructionFacts SampleDestruction(int cards) {
  rows::v1::DestructionFacts facts;
  facts.set_office_name("Dinas Kependudukan dan Pencatatan Sipil Kabupaten Contoh Kepulauan");
  facts.set_destroyed_day(kSampleDay);
  facts.set_place("halaman belakang kantor Dinas");
  facts.set_method("dibakar sampai habis");
  for (int i = 1; i <= cards; ++i) {
    auto& card = *facts.add_cards();
    card.set_cause(i % 4 == 0 ? "Gagal encode" : "Perubahan data");
    if (i % 4 == 0) card.set_lot("L-2026-1");
    card.set_uid(absl::StrCat("04A1B2C3D4E5", 10 + i));
    if (i % 4 == 0) continue;
    card.set_name(i == 2 ? "NAMA YANG SANGAT PANJANG SEKALI BINTI NAMA AYAHNYA JUGA PANJANG"
                         : "PENDUDUK CONTOH");
    card.set_address("Jalan Contoh Nomor 12, RT 003 RW 004, Desa Contoh");
  }
  for (const char* institution : {"Satuan Polisi Pamong Praja", "Inspektorat Daerah"}) {
    auto& witness = *facts.add_witnesses();
    witness.set_role(institution);
    witness.set_name("SAKSI CONTOH, S.H.");
    witness.set_nip("19800101 200501 1 002");
    witness.set_title("Kepala Seksi");
  }
  return facts;
}

inline rows::v1::LossFacts SampleLoss() {
  rows::v1::LossFacts facts;
  facts.set_office_name("Dinas Kependudukan dan Pencatatan Sipil Kabupaten Contoh Kepulauan");
  facts.set_lost_day(kSampleDay);
  facts.set_place("Kantor Kecamatan Contoh Utara");
  facts.set_circumstances(
      "Saat dus dibuka, sepuluh keping tidak ada. Segel dus sudah terbuka ketika diterima.");
  facts.set_declared_by("Budi Contoh");
  facts.set_confirmed_by("Sri Contoh");
  auto& line = *facts.add_lines();
  FillLot(*line.mutable_lot(), 1);
  line.set_count(10);
  line.set_uids("04A1B2C3D4E501, 04A1B2C3D4E502, 04A1B2C3D4E503, 04A1B2C3D4E504, 04A1B2C3D4E505");
  return facts;
}

}  // namespace blangko::papers
