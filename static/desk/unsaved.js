// What is written in a form and not saved: told before the page is left. Loaded before the scripts that ask it, too.
// Compared with what the page came with: after Back, the browser has put back what was written.
'use strict';

function isChanged(field) {
  if (['checkbox', 'radio'].includes(field.type)) return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== field.defaultValue;
  const options = Array.from(field.options);
  const first = options.filter((option) => option.defaultSelected);
  if (!first.length && !field.multiple) first.push(options[0]); // as browsers choose
  return options.some((option) => option.selected !== first.includes(option));
}

{
  const boxes = new Map(); // of Django's pairs of boxes, which it fills anew: the values each came with
  let isSent = false;

  const valuesOf = (options) => options.map((option) => option.value).sort().join(' ');

  const isMoved = ([id, first]) => {
    const now = window.SelectBox?.cache[`${id}_to`];
    return now !== undefined && valuesOf(now) !== first;
  };

  function isUnsaved(form) {
    if (isSent) return false;
    const fields = Array.from(form.elements).filter((field) => field.name && !field.matches('.filtered'));
    const isRefused = document.querySelector('#content-main .errornote') !== null;
    return isRefused || fields.some(isChanged) || Array.from(boxes).some(isMoved);
  }

  document.addEventListener('DOMContentLoaded', () => {
    const form = document.querySelector('#content-main form[id$="_form"]'); // not the small ones above it
    if (!form) return;
    for (const box of form.querySelectorAll('.selectfilter, .selectfilterstacked')) {
      boxes.set(box.id, valuesOf(Array.from(box.options).filter((option) => option.defaultSelected)));
    }
    window.addEventListener('submit', (event) => {
      if (event.target === form) isSent = !event.defaultPrevented;
    });
    window.addEventListener('pageshow', () => {
      isSent = false;
    });
    window.addEventListener('beforeunload', (event) => {
      if (!isUnsaved(form)) return;
      event.preventDefault();
      event.returnValue = true; // for browsers that ask by this alone
    });
  });
}
