// What is written in a form and not saved: told before the page is left. Loaded before the scripts that ask it, too.
// Compared with what the page came with: after Back, the browser has put back what was written.
'use strict';

const DESK_FORM = '#content-main form[id$="_form"], #content-main form[data-kept]'; // not the small ones above it

const sameValues = (some, others) => JSON.stringify([...some].sort()) === JSON.stringify([...others].sort());

/** What the guide did not accept, it sends back as if the page had come with it. */
const isRefused = (form) =>
  !cameWith.saved.size && (form.matches('[data-refused]') || form.querySelector('.errornote') !== null);

function valuesOf(field) {
  if (['checkbox', 'radio'].includes(field.type)) return field.checked ? [field.value] : [];
  if (!field.options) return [field.value];
  const inBox = window.SelectBox?.cache[field.id]; // also what its search hides
  return inBox ? inBox.map((option) => option.value) : Array.from(field.selectedOptions, (option) => option.value);
}

function cameWith(field) {
  if (cameWith.saved.has(field)) return cameWith.saved.get(field);
  if (['checkbox', 'radio'].includes(field.type)) return field.defaultChecked ? [field.value] : [];
  if (!field.options) return [field.defaultValue];
  if (window.SelectBox?.cache[field.id]) return cameWith.boxes.get(field.name) ?? [];
  const first = Array.from(field.options).filter((option) => option.defaultSelected);
  if (!first.length && !field.multiple) first.push(...Array.from(field.options).slice(0, 1)); // as browsers choose
  return first.map((option) => option.value);
}
cameWith.boxes = new Map(); // of Django's pairs of boxes, which it fills anew
cameWith.saved = new Map(); // of a form that is saved already, and gone Back to

const isChanged = (field) => !sameValues(valuesOf(field), cameWith(field));

/** Of a pair of boxes, only the one with what is chosen. */
const fieldsIn = (form) =>
  Array.from(form.elements).filter((field) => field.name && !field.matches('.filtered[name$="_old"]'));

/** As the form stands now, it is saved. */
const takeAsSaved = (form) => fieldsIn(form).forEach((field) => cameWith.saved.set(field, valuesOf(field)));

const isUnsaved = (form, isAsked = () => true) =>
  isRefused(form) || fieldsIn(form).some((field) => isAsked(field) && isChanged(field));

{
  let isLeaving = false;

  /** Saved, or asked about already. */
  window.leaveWithoutAsking = () => {
    isLeaving = true;
  };

  document.addEventListener('DOMContentLoaded', () => {
    const form = document.querySelector(DESK_FORM);
    if (!form) return;
    for (const box of form.querySelectorAll('.selectfilter, .selectfilterstacked')) {
      const chosen = Array.from(box.options).filter((option) => option.defaultSelected);
      cameWith.boxes.set(
        box.name,
        chosen.map((option) => option.value),
      );
    }
    window.addEventListener('submit', (event) => {
      if (event.target === form) isLeaving = !event.defaultPrevented;
    });
    window.addEventListener('pageshow', () => {
      isLeaving = false;
    });
    window.addEventListener('beforeunload', (event) => {
      if (isLeaving || !isUnsaved(form)) return;
      event.preventDefault();
      event.returnValue = true; // for browsers that ask by this alone
    });
  });
}
