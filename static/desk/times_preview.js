// Beneath the times in a form: what parents will see of them, kept fresh while they are written.
'use strict';
{
  const PAUSE = 600; // ms without a change
  const FAULTS = {
    401: 'Du är utloggad. Logga in i en ny flik och fortsätt här.',
    404: 'Erbjudandet finns inte längre.',
  };
  const OURS = /^(schedules|occasions|closures)-|^(places|csrfmiddlewaretoken)$/;

  function isOurs(name, form) {
    const language = form.elements[name]?.dataset?.language ?? 'svenska';
    return OURS.test(name) && language === 'svenska';
  }

  const written = (form) =>
    new URLSearchParams(Array.from(new FormData(form)).filter(([name]) => isOurs(name, form)));

  function keepFresh(section) {
    const form = section.closest('form');
    const state = section.querySelector('.times-preview__state');
    const shown = section.querySelector('.times-preview__shown');
    let last = written(form).toString();
    let latest = 0; // answers may come in another order than they were asked for
    let timer;

    async function show() {
      const fields = written(form);
      if (fields.toString() === last) return;
      last = fields.toString();
      const asked = ++latest;
      let fault = '';
      let html = '';
      try {
        const answer = await fetch(section.dataset.timesPreview, { method: 'POST', body: fields });
        if (answer.ok) html = await answer.text();
        else fault = FAULTS[answer.status] ?? 'Det gick inte att visa tiderna.';
      } catch {
        fault = 'Det gick inte att nå guiden. Tiderna nedan är inte de senaste.';
      }
      if (asked !== latest) return;
      if (fault) last = ''; // ask again at the next change
      else shown.innerHTML = html; // escaped by the guide
      state.textContent = fault || 'Så blir det när du sparar.';
    }

    function soon() {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE);
    }

    // The calendar, the clock and the search for places change fields without an event of the browser's own:
    // therefore also when focus moves. Nothing is sent unless something has changed.
    for (const event of ['input', 'change', 'focusin', 'click', 'formset:added']) form.addEventListener(event, soon);
    django.jQuery(form).on('change', soon);
    document.addEventListener('formset:removed', soon);
    if (isUnsaved(form, (field) => isOurs(field.name, form))) {
      last = '';
      soon();
    }
  }

  // When everything is loaded, and the browser has put back what was written before.
  window.addEventListener(
    'pageshow',
    () => document.querySelectorAll('[data-times-preview]').forEach(keepFresh),
    { once: true },
  );
}
