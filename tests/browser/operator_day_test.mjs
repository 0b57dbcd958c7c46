// The operator's day by the page alone, while the server is stopped for an hour.
//
// Really stopped: the server's process. Simulated: the hour, by the station's clock, and the printer's mechanics. Each card
// that physically came out is counted by the printer and compared with the server's ledger at the end.
import assert from 'node:assert/strict';
import { Screen } from './screen.mjs';
import { World, until } from './world.mjs';

const PICTURES = process.env.BLANGKO_PICTURES;
const world = await World.make('day', { people: 10, blanks: 50 });
let screen;
try {
  await world.startPrinter(40);
  await world.tell('hold printing');
  await world.startStation('ipp');
  screen = await Screen.open(world.page, PICTURES);

  // Morning: who is there, and what lies in the drawer.
  await screen.waitForNow('Siapa yang bertugas');
  await screen.picture('01-siapa');
  await screen.page.keyboard.type('Sari');
  await screen.page.keyboard.press('Enter');
  await screen.waitForNow('Hitungan awal');
  await until('the first card is in the printer', async () => (await world.tell('where')).includes('printing'));
  await screen.picture('02-hitungan-awal');
  await screen.field('Jumlah blangko').fill('40');
  await screen.button('Catat hitungan awal').click();
  assert.match(await screen.said(), /Hitungan awal: 40 keping\. Oleh Sari/);
  await screen.waitForNow('Sedang mencetak');
  assert.equal(await screen.page.locator('.next li').count(), 5);
  await screen.picture('03-mencetak');

  // The server stops with ten cards permitted; the second one jams.
  await world.stopServer();
  await screen.page.getByText(/tidak terjangkau sejak/).waitFor();
  world.letPass(300);
  await world.tell('next jam');
  await world.tell('go');
  await screen.waitForNow('Kosongkan pencetak');
  await screen.picture('04-kosongkan');
  await world.tell('clear');
  const envelope = await screen.field('Nomor amplop').inputValue();
  assert.match(envelope, /^dinas-1-\d{4}-1$/);
  await until('the printer shows no job', async () => {
    await screen.page.reload();
    return screen.page.getByText('tidak ada pekerjaan tersisa').isVisible();
  });
  await screen.button('Kartu sudah di amplop').click();
  assert.match(await screen.said(), new RegExp(`di amplop ${envelope}`));

  // The other nine come out; the hour passes.
  await screen.page.locator('#now .count', { hasText: '9 menunggu' }).waitFor();
  world.letPass(3300);
  await screen.page.getByText(/tidak terjangkau sejak .* \(1 jam/).waitFor();
  await screen.picture('05-menunggu-dilihat');

  // Looks. A double click is one answer.
  await screen.button('Hasil baik').dblclick();
  assert.match(await screen.said(), /hasil baik\. Oleh Sari/);
  await screen.page.locator('#now .count', { hasText: '8 menunggu' }).waitFor();
  await screen.field('Penyebab rusak').selectOption('CACAT');
  await screen.button('Rusak').click();
  assert.match(await screen.said(), /rusak \(cacat\)/);
  await screen.page.locator('#now .count', { hasText: '7 menunggu' }).waitFor();
  await screen.button('Perlu diperiksa').click();
  assert.match(await screen.said(), /perlu diperiksa/);
  await screen.page.locator('#now .count', { hasText: '6 menunggu' }).waitFor();
  await screen.field('Berapa kartu pertama', 'main').fill('6');
  await screen.button('Semuanya hasil baik', 'main').click();
  assert.match(await screen.said(), /6 kartu pertama yang keluar: hasil baik/);

  // The doubtful cards: the envelope of the jam is opened, the other one is looked at again.
  await screen.waitForNow('Putuskan kartu');
  await screen.picture('06-perlu-diperiksa');
  const doubts = screen.page.locator('ul.cards > li');
  assert.equal(await doubts.count(), 2);
  const jammed = doubts.filter({ hasText: envelope });
  await jammed.getByLabel('Penyebab rusak').selectOption('GAGAL_CETAK');
  await jammed.getByRole('button', { name: 'Rusak', exact: true }).click();
  assert.match(await screen.said(), /diputuskan rusak \(gagal cetak\)/);
  await until('one doubt is left', async () => (await doubts.count()) === 1);
  await doubts.getByRole('button', { name: 'Hasil baik' }).click();
  assert.match(await screen.said(), /diputuskan hasil baik/);
  await screen.waitForNow('Tidak ada yang perlu dilakukan');

  // Ten blanks arrive. In the evening one is miscounted, and the page says so at once.
  await screen.page.getByText('Blangko masuk').first().click();
  await screen.field('Jumlah (keping)', 'main').fill('10');
  await screen.field('Surat jalan', 'main').fill('SJ-2');
  await screen.button('Catat blangko masuk', 'main').click();
  assert.match(await screen.said(), /Blangko masuk: 10 keping/);
  const endDay = async (blanks) => {
    await screen.page.locator('#end-day').evaluate((part) => { part.open = true; });
    await screen.field('Blangko di laci', '#end-day').fill(String(blanks));
    await screen.field('Kartu rusak sejak hitungan awal', '#end-day').fill('2');
    await screen.field('Amplop disimpan', '#end-day').fill('0');
    await screen.button('Tutup hari', '#end-day').click();
  };
  await endDay(39);
  assert.match(await screen.said(true), /seharusnya 40: kurang 1 keping/);
  await screen.picture('07-tidak-cocok');
  await screen.page.locator('#end-day').getByLabel('Orang kedua').evaluate((field) => field.removeAttribute('required'));
  await endDay(40);
  assert.match(await screen.said(), /Hari ditutup: 40 blangko, 2 rusak, 0 amplop/);
  assert.match(await screen.page.locator('main').innerText(), /dihitung 40, seharusnya 40: cocok/);
  await screen.picture('08-hari-ditutup');
  assert.match(await screen.page.locator('.state').innerText(), /1[0-9] hasil belum dilaporkan/);

  // The server is back, with an empty hopper at the station: everything is reported, nothing more is printed.
  await world.tell('empty');
  await screen.page.getByText(/belum siap/).first().waitFor();
  await world.startServer();
  await screen.page.getByText('semua sudah di server').waitFor();
  await screen.page.getByText(/terhubung sejak/).waitFor();
  await screen.picture('09-terlapor');

  // What physically came out is what the ledger says, and nobody has two cards.
  const picked = world.picked();
  assert.equal(picked.length, 10);
  const jobs = picked.map(({ job }) => job);
  assert.equal(new Set(jobs).size, 10, `each card was begun once: ${jobs}`);
  const equation = await world.ask('equation');
  assert.match(equation, /diterima 50 = sisa 40 \+ tercetak 8 \+ rusak 2 .*\(tepat\)/);
  assert.match(await world.stationTool('day', 'show'), /akhir +40 keping +seharusnya 40: cocok/);
  assert.match(await world.stationTool('journal', 'verify'), /0 belum di server/);
  assert.deepEqual(screen.outside, []);
} finally {
  await screen?.close();
  await world.close();
}
