// The codes are on the page; with script they can also be printed, saved and copied from it.
'use strict';
const codes = [...document.querySelectorAll('#codes code')].map((code) => code.textContent).join('\n');
const said = document.getElementById('codes_said');

document.getElementById('codes_actions').hidden = false;
document.getElementById('codes_print').addEventListener('click', () => window.print());
document.getElementById('codes_download').addEventListener('click', () => {
  const text = `Reservkoder till Föräldraskapsguidens redaktion\nVar och en gäller en gång.\n\n${codes}\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = 'reservkoder.txt';
  link.click();
  URL.revokeObjectURL(link.href);
});
document.getElementById('codes_copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(codes);
    said.textContent = 'Kopierat.';
  } catch {
    said.textContent = 'Det gick inte att kopiera. Markera koderna och kopiera dem själv.';
  }
});
