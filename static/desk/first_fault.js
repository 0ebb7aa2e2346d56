// A form here is many screens long: after a refusal, go to what is to be chosen, or to the list of faults.
'use strict';
{
  function goToChoice(conflict) {
    const choice = conflict.querySelector('.conflict__choice:not(:has(:checked)) input[type=radio]');
    conflict.scrollIntoView({ block: 'start' });
    choice?.closest('fieldset').scrollIntoView({ block: 'nearest' });
    choice?.focus({ preventScroll: true });
  }

  function goToFault() {
    const conflict = document.querySelector('#content-main .conflict');
    if (conflict) return goToChoice(conflict);
    const list = document.querySelector('#content-main .faults');
    const fault = document.querySelector('#content-main :is(.faults a, [aria-invalid="true"])');
    const shown = list ?? (fault?.offsetParent ? fault : document.querySelector('#content-main .errorlist'));
    shown?.scrollIntoView({ block: 'center' });
    fault?.focus({ preventScroll: true });
  }

  /** It may be folded away, in another language's tab, or stand behind a search for what to choose. */
  function goToField(event) {
    const link = event.target.closest('.faults a');
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    const panel = field.closest('.ui-tabs-panel');
    if (panel) document.querySelector(`[role=tab][aria-controls="${panel.id}"] .ui-tabs-anchor`)?.click();
    const search = field.matches('.select2-hidden-accessible') && field.parentElement.querySelector('[role=combobox]');
    (field.closest('.form-row') ?? field).scrollIntoView({ block: 'center' });
    (search || field).focus({ preventScroll: true });
  }

  document.addEventListener('click', goToField);
  // When the other scripts of the page have done what they do as it has loaded: it moves everything.
  window.addEventListener('load', () => setTimeout(goToFault));
}
