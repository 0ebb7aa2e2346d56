// What an editor sees of text that is kept: the panel above the form, the line by its buttons, the warning.
'use strict';
{
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const clock = (moment) =>
    moment.toLocaleTimeString('sv-SE', { hour: '2-digit', minute: '2-digit' }).replace(':', '.');

  function momentInWords(at, now = new Date()) {
    const moment = new Date(at);
    const yesterday = new Date(now);
    yesterday.setDate(now.getDate() - 1);
    const isOn = (day) => day.toDateString() === moment.toDateString();
    const day = isOn(now)
      ? 'i dag'
      : isOn(yesterday)
        ? 'i går'
        : moment.toLocaleDateString('sv-SE', { day: 'numeric', month: 'long' });
    return `${day} ${clock(moment)}`;
  }

  function list(texts) {
    const made = element('dl');
    const said = (text, lang, dir) => (text ? element('dd', { lang, dir }, text) : element('dd', {}, '(tomt)'));
    for (const { label, text, stored, isChangedSince, lang, dir } of texts) {
      made.append(element('dt', {}, label), said(text, lang, dir));
      if (!isChangedSince) continue;
      made.append(element('dt', { class: 'kept-stored' }, 'I guiden står nu'), said(stored, lang, dir));
    }
    return made;
  }

  const button = (words, act, kind = 'button') => {
    const made = element('button', { type: 'button', class: kind }, words);
    made.addEventListener('click', act);
    return made;
  };

  /** Above the form's own fields. There from the start, so that what it comes to say is read aloud. */
  window.makeKeptPanel = (form) => {
    const words = element('div', { role: 'status' });
    const more = element('div');
    const panel = element('section', { class: 'kept', tabindex: '-1' }, words, more);
    const above = form.querySelector('.faults, .conflict'); // is to be read first
    if (above) above.after(panel);
    else form.prepend(panel);

    function show(sentences, ...parts) {
      panel.classList.add('kept--open');
      panel.setAttribute('aria-label', 'Text som inte är sparad');
      words.replaceChildren(...sentences.filter(Boolean).map((sentence) => element('p', {}, sentence)));
      more.replaceChildren(...parts);
      return panel;
    }

    return { offer: (kept) => offer(show, kept) };
  };

  function offer(show, { at, texts, isChangedOnServer, onTakeBack, onThrowAway }) {
    const since = texts.filter((text) => text.isChangedSince).map((text) => text.label);
    const buttons = (...made) => element('div', { class: 'kept-buttons' }, ...made);

    function takeBack() {
      const { left, others } = onTakeBack();
      const about = (words, texts) => (texts.length ? [element('p', {}, words), list(texts)] : []);
      const words = `Texten är tillbaka i formuläret${left.length ? ', men inte allt' : ''}. Den är inte sparad än.`;
      show(
        [words],
        ...about('Det här är ändrat i guiden sedan dess. I formuläret står din text:', others),
        ...about('Det här fick ingen plats. Kopiera det du vill ha kvar, och kasta sedan resten:', left),
        ...(left.length ? [buttons(button('Kasta den', throwAway))] : []),
      ).focus();
    }

    function throwAway() {
      const undo = onThrowAway();
      const again = () => {
        undo();
        ask().focus();
      };
      show(['Texten är kastad.'], buttons(button('Ångra', again))).focus();
    }

    function ask() {
      const changed = since.length
        ? `Samma fält är ändrat i guiden sedan dess: ${since.join(', ')}. Läs igenom innan du sparar.`
        : isChangedOnServer && 'Annat på sidan är ändrat i guiden sedan dess. Det är kvar om du tar tillbaka texten.';
      return show(
        [`Du har text här som inte är sparad, från ${momentInWords(at)}.`, changed],
        element('details', {}, element('summary', {}, 'Läs texten'), list(texts)),
        buttons(button('Ta tillbaka den', takeBack, 'button default'), button('Kasta den', throwAway)),
      );
    }

    return ask();
  }

  /** By each row of buttons: not read aloud, since it changes all the time. */
  window.makeKeptLine = (form) => {
    const lines = Array.from(form.querySelectorAll('.submit-row'), (row) => {
      const line = element('p', { class: 'kept-line' });
      row.append(line);
      return line;
    });
    const say = (words) => lines.forEach((line) => line.replaceChildren(words));
    const empty = () => say('Det du skriver sparas i den här webbläsaren tills du sparar.');
    empty();
    return {
      empty,
      kept: (at) => say(`Sparat i den här webbläsaren ${clock(new Date(at))}, men inte i guiden än.`),
      notKept: () => say('Det du skriver får inte plats i den här webbläsaren. Spara ofta.'),
      saved: (address) => {
        say('Det här är redan sparat. ');
        lines.forEach((line) => line.append(element('a', { href: address }, 'Öppna det som är sparat')));
      },
    };
  };

  window.makeKeptWarning = (form) => {
    const warning = element('div', { class: 'kept-warning', role: 'alert' });
    form.append(warning);
    return (words) => {
      if (warning.hasChildNodes()) return; // each word that is typed over there would be a warning
      const close = button('Stäng', () => warning.replaceChildren());
      warning.replaceChildren(element('p', {}, words), close);
    };
  };
}
