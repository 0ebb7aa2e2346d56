// modeltranslation's tabs and its switch in the heading show language codes. This gives them the names
// that the inputs carry, and shows on each tab whether its language lacks a text. The texts of a time
// share one row of tabs.
'use strict';
{
  const inputs = (within) => Array.from(within.querySelectorAll(':is(input, textarea)[data-language]'));
  // The class "mt-field-title-sv_simple" holds the code as the switch writes it, but for the hyphen.
  const code = (input) => input.className.match(/mt-field-\w+-(\w+)/)[1].replace('_', '-');
  const textOf = (input) => input.className.match(/mt-field-(\w+)-/)[1]; // the same in all languages
  const isBlank = (input) => !input.value.trim();
  const panelsOf = (tabs) => Array.from(tabs.querySelectorAll('.ui-tabs-panel'));
  const tabOf = (panel) => document.querySelector(`[role=tab][aria-controls="${panel.id}"] .ui-tabs-anchor`);

  function joinTabs() {
    for (const fieldset of document.querySelectorAll('.times-group fieldset fieldset')) {
      const [first, ...others] = fieldset.querySelectorAll(':scope > .ui-tabs:not([hidden])');
      for (const tabs of others) {
        panelsOf(tabs).forEach((panel, number) => {
          const joined = panelsOf(first)[number];
          joined.append(...panel.childNodes);
          if (tabOf(panel).parentElement.matches('.ui-tab-has-errors')) {
            tabOf(joined).parentElement.classList.add('ui-tab-has-errors');
            tabOf(joined).click();
          }
        });
        tabs.hidden = true; // kept: the switch in the heading knows it
      }
    }
  }

  function nameTabs() {
    for (const tabs of document.querySelectorAll('.ui-tabs')) {
      const panels = panelsOf(tabs);
      const written = (panels.length ? inputs(panels[0]) : []).filter((input) => !isBlank(input)).map(textOf);
      for (const panel of panels) {
        const [texts, tab] = [inputs(panel), tabOf(panel)];
        if (!texts.length || !tab) continue;
        if (tab.textContent !== texts[0].dataset.language) {
          tab.textContent = texts[0].dataset.language;
          tab.removeAttribute('title');
        }
        // The tab has the focus; a link within it would be a second thing to come to. jQuery UI goes on reading its
        // address: without it the tab's text would be fetched, which is this page again.
        if (tab.hasAttribute('href')) {
          const { href, hash } = tab;
          tab.removeAttribute('href');
          Object.defineProperties(tab, { href: { value: href }, hash: { value: hash } });
        }
        tab.removeAttribute('tabindex');
        const lacks = texts.some((text) => isBlank(text) && written.includes(textOf(text)));
        tab.parentElement.classList.toggle('tab--empty', lacks || texts.every(isBlank));
      }
    }
  }

  function nameSwitch() {
    const names = new Map(inputs(document).map((input) => [code(input), input.dataset.language]));
    const languageSwitch = document.getElementById('modeltranslation-main-switch');
    if (!languageSwitch) return;
    languageSwitch.setAttribute('aria-label', 'Språk i alla flikar');
    for (const option of languageSwitch.options) {
      option.textContent = names.get(option.textContent) ?? option.textContent;
    }
  }

  /** Who translates has two languages: the Swedish stands above her own, without tabs. */
  function showBoth() {
    for (const tabs of document.querySelectorAll('.ui-tabs')) {
      const panels = panelsOf(tabs);
      if (panels.length !== 2) continue;
      tabs.classList.add('ui-tabs--both');
      for (const panel of panels) {
        for (const name of ['role', 'aria-hidden', 'aria-labelledby']) panel.removeAttribute(name);
        for (const text of inputs(panel)) {
          const [label] = text.labels;
          if (!label || label.dataset.language) continue;
          label.dataset.language = text.dataset.language;
          label.textContent = `${label.textContent.replace(/:?\s*$/, '')} på ${text.dataset.language}:`;
        }
      }
    }
    const languageSwitch = document.getElementById('modeltranslation-main-switch');
    if (languageSwitch?.options.length === 2) languageSwitch.hidden = true;
  }

  function arrange() {
    joinTabs();
    nameTabs();
    showBoth();
  }

  // After modeltranslation's own ready handler, and again for every inline that is added.
  django.jQuery(() => {
    nameSwitch();
    arrange();
    document.addEventListener('change', nameTabs);
    document.addEventListener('formset:added', () => setTimeout(arrange));
  });
}
