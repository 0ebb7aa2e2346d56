// Beneath a text with headings, lists and links: a button that shows it as the reader will see it,
// and keeps showing it while it is written.
'use strict';
{
  const PAUSE = 400; // ms without a key pressed
  const FAULTS = {
    401: 'Du är utloggad. Kopiera texten, logga in i en ny flik och försök igen.',
    413: 'Texten är för lång.',
  };

  function element(name, attributes = {}, text = '') {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  function offerPreview(input) {
    const id = `${input.id}_preview`;
    const language = input.dataset.language ?? 'svenska';
    const button = element(
      'button',
      { type: 'button', class: 'button', 'aria-expanded': 'false', 'aria-controls': id },
      'Förhandsvisa',
    );
    const status = element('span', { role: 'status', 'aria-live': 'polite' });
    const shown = element('div', {
      id,
      class: 'markdown-preview',
      role: 'region',
      'aria-label': `Förhandsvisning på ${language}`,
      lang: input.lang || 'sv',
      dir: input.dir || 'ltr',
      tabindex: '0',
      hidden: '',
    });
    const frame = element('div', { class: 'markdown' });
    const controls = element('div', { class: 'markdown-controls' });
    input.before(frame);
    controls.append(button, status);
    frame.append(input, controls, shown);

    let latest = 0; // answers may come in another order than they were asked for

    async function show() {
      const asked = ++latest;
      let fault = '';
      let html = '';
      try {
        const answer = await fetch(input.dataset.markdownPreview, {
          method: 'POST',
          body: new URLSearchParams({
            text: input.value,
            csrfmiddlewaretoken: input.form.elements.csrfmiddlewaretoken.value,
          }),
        });
        if (answer.ok) html = await answer.text();
        else fault = FAULTS[answer.status] ?? 'Det gick inte att visa texten.';
      } catch {
        fault = 'Det gick inte att nå guiden. Försök igen.';
      }
      if (asked !== latest) return;
      status.textContent = fault || (input.value.trim() ? '' : 'Här finns ingen text än.');
      if (!fault) shown.innerHTML = html; // cleaned by the guide
      // A link that is tried must not take the form away, with all that is typed in it.
      for (const link of shown.querySelectorAll('a')) link.target = '_blank';
      return !fault;
    }

    let timer;
    input.addEventListener('input', () => {
      clearTimeout(timer);
      if (!shown.hidden) timer = setTimeout(show, PAUSE);
    });
    button.addEventListener('click', async () => {
      const opens = shown.hidden;
      shown.hidden = !opens;
      frame.classList.toggle('markdown--open', opens);
      button.setAttribute('aria-expanded', String(opens));
      button.textContent = opens ? 'Stäng förhandsvisningen' : 'Förhandsvisa';
      status.textContent = '';
      if (opens && (await show()) && input.value.trim()) status.textContent = 'Förhandsvisningen är klar.';
    });
  }

  window.addEventListener('load', () => {
    document.querySelectorAll('textarea[data-markdown-preview]').forEach(offerPreview);
  });
}
