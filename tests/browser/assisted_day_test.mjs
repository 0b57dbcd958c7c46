// A day with the driver `assisted`: the operator prints in the ministry's application and answers on the page. The first
// act is done without scripts; in the middle of a card the station's process is killed.
import assert from 'node:assert/strict';
import { Screen } from './screen.mjs';
import { World } from './world.mjs';

const PICTURES = process.env.BLANGKO_PICTURES;
const world = await World.make('assisted', { people: 4, blanks: 20 });
let screen;
const begin = async (name) => {
  await screen.field('Nama Anda').fill(name);
  await screen.button('Mulai bertugas').click();
};
const shownNik = async () => (await screen.page.locator('.big .mono').innerText()).replaceAll(' ', '');
try {
  await world.startStation('assisted');
  screen = await Screen.open(world.page, PICTURES, { javaScriptEnabled: false });
  await begin('Budi');
  await screen.field('Jumlah blangko').fill('20');
  await screen.button('Catat hitungan awal').click();
  assert.match(await screen.said(), /Hitungan awal: 20 keping/);
  await screen.close();

  screen = await Screen.open(world.page, PICTURES);
  await begin('Budi');
  await screen.waitForNow('Cetak kartu ini');
  const first = await shownNik();
  assert.equal(first, world.people[0].nik);
  await screen.picture('11-cetak-kartu-ini');
  await screen.field('NIK dari kartu').fill(world.people[1].nik);
  await screen.button('Tercetak, hasil baik').click();
  assert.match(await screen.said(true), /NIK pada kartu tidak sama.*Percobaan 1 dari 5/);
  await screen.picture('12-nik-tidak-sama');
  await screen.field('NIK dari kartu').fill(first);
  await screen.page.keyboard.press('Enter');
  assert.match(await screen.said(), /WARGA REKAAN SATU, .*hasil baik\. Oleh Budi/);

  // The second one is spoiled by the encoder.
  await screen.page.locator('.big', { hasText: 'WARGA REKAAN DUA' }).waitFor();
  await screen.field('Penyebab rusak').selectOption('GAGAL_ENCODE');
  await screen.button('Rusak').click();
  assert.match(await screen.said(), /rusak \(gagal encode\)/);

  // The station dies while the next card is shown: it is asked about, and never shown again as to be printed.
  await screen.page.locator('.big', { hasText: /REKAAN (?!DUA)/ }).waitFor();
  const shown = await screen.page.locator('.big .id').innerText();
  world.station.kill('SIGKILL');
  await world.station.ended;
  await world.startStation('assisted');
  await screen.close();
  screen = await Screen.open(world.page, PICTURES);
  await begin('Budi');
  await screen.waitForNow('Kosongkan pencetak');
  assert.match(await screen.page.locator('#now').innerText(), new RegExp(shown));
  await screen.picture('13-setelah-mati');
  await screen.field('Saya lihat').check();
  await screen.button('Kartu sudah di amplop').click();
  assert.match(await screen.said(), /di amplop dinas-1-\d{4}-1/);
  await screen.waitForNow('Cetak kartu ini');
  assert.notEqual(await screen.page.locator('.big .id').innerText(), shown);
  const doubt = screen.page.locator('ul.cards > li');
  await doubt.getByRole('button', { name: 'Hasil baik' }).click();
  assert.match(await screen.said(), /diputuskan hasil baik/);

  // Five wrong NIKs: the card is better looked at.
  for (let i = 1; i <= 5; ++i) {
    await screen.field('NIK dari kartu').fill('1405019901909999');
    await screen.button('Tercetak, hasil baik').click();
    assert.match(await screen.said(true), new RegExp(`Percobaan ${i} dari 5`));
  }
  await screen.waitForNow('Nyatakan kartu ini perlu diperiksa');
  await screen.picture('14-lima-kali');
  await screen.button('Perlu diperiksa').click();
  await screen.waitForNow('Kosongkan pencetak');

  // In the evening: a pause, so that the station stops between two cards.
  await screen.button('Jeda: jangan mulai kartu baru', 'main').click();
  assert.match(await screen.said(), /Dijeda/);
  await screen.field('Saya lihat').check();
  await screen.button('Tidak ada kartu di dalam pencetak').click();
  assert.match(await screen.said(), /tidak ada kartu di dalamnya/);
  await screen.waitForNow('Putuskan kartu');
  assert.equal(await screen.page.locator('.big').count(), 0);
  await screen.picture('16-dijeda');
  await screen.button('Lanjutkan', 'main').click();
  await screen.waitForNow('Cetak kartu ini');

  // In English.
  await screen.page.getByRole('button', { name: 'English' }).click();
  await screen.waitForNow('Print this card');
  await screen.picture('15-english');
  assert.deepEqual(screen.outside, []);
} finally {
  await screen?.close();
  await world.close();
}
