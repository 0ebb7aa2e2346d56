// Choices with suggestions: what they are called is said by the label in view, and a choice of several has no
// button that throws all of them away.
'use strict';
{
  const suggesting = 'select.admin-autocomplete';

  function nameChoice(select) {
    const [label] = select.labels;
    const choice = select.nextElementSibling;
    if (!label || !choice?.matches('.select2')) return;
    label.id ||= `${select.id}_label`;
    for (const box of choice.querySelectorAll('[role=combobox], .select2-search__field')) {
      const chosen = (box.getAttribute('aria-labelledby') ?? '').replace(label.id, '');
      box.setAttribute('aria-labelledby', `${label.id} ${chosen}`.trim());
    }
    const shown = choice.querySelector('[role=textbox]');
    for (const name of ['role', 'aria-readonly']) shown?.removeAttribute(name);
  }

  function nameChoices() {
    document.querySelectorAll(suggesting).forEach(nameChoice);
    // In a choice between two lists Django gives a name to what has no role.
    for (const sign of document.querySelectorAll('.selector .help-tooltip')) sign.setAttribute('role', 'img');
  }

  // Before Django's own script makes them, which has been loaded after this one.
  document.addEventListener('DOMContentLoaded', () => {
    for (const select of document.querySelectorAll(`${suggesting}[multiple]`)) {
      select.dataset.allowClear = 'false';
    }
  });
  addEventListener('load', () => window.django?.jQuery?.(() => setTimeout(nameChoices)));
  document.addEventListener('formset:added', () => setTimeout(nameChoices));
}
