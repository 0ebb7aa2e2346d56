// modeltranslation's tabs and its switch in the heading show language codes. This gives them the names
// that the inputs carry, and shows on each tab whether its language has a text yet.
'use strict';
{
  const inputs = () => document.querySelectorAll('[data-language]');
  // The class "mt-field-title-sv_simple" holds the code as the switch writes it, but for the hyphen.
  const code = (input) => input.className.match(/mt-field-\w+-(\w+)/)[1].replace('_', '-');

  function nameTabs() {
    for (const input of inputs()) {
      const tab = document.querySelector(`.ui-tabs-nav a[href="#tab_${CSS.escape(input.id)}"]`);
      if (!tab) continue;
      if (tab.textContent !== input.dataset.language) {
        tab.textContent = input.dataset.language;
        tab.removeAttribute('title');
      }
      tab.parentElement.classList.toggle('tab--empty', !input.value.trim());
    }
  }

  function nameSwitch() {
    const names = new Map(Array.from(inputs(), (input) => [code(input), input.dataset.language]));
    const languageSwitch = document.getElementById('modeltranslation-main-switch');
    if (!languageSwitch) return;
    languageSwitch.setAttribute('aria-label', 'Språk i alla flikar');
    for (const option of languageSwitch.options) {
      option.textContent = names.get(option.textContent) ?? option.textContent;
    }
  }

  // After modeltranslation's own ready handler, and again for every inline that is added.
  django.jQuery(() => {
    nameSwitch();
    nameTabs();
    document.addEventListener('change', nameTabs);
    document.addEventListener('formset:added', () => setTimeout(nameTabs));
  });
}
