// What somebody has changed in a form, as plain values: to keep, to read, and to put back. Needs unsaved.js.
// A stored row is known by its id (a working version's by that of the published row), a new one only by its order:
// others may add and remove rows meanwhile.
'use strict';
{
  const NEVER_KEPT = ['password', 'file', 'hidden', 'submit', 'button', 'image', 'reset'];

  window.isKeepable = (field) =>
    !NEVER_KEPT.includes(field.type) && !field.disabled && !/^_take-|__prefix__/.test(field.name);

  const named = (form, name) => fieldsIn(form).filter((field) => field.name === name && isKeepable(field));

  const idOf = (field) => field?.dataset.copyOf ?? field?.value ?? '';

  /** The prefix of its row, the row's number, and the field's name within the row. */
  function rowOf(form, name) {
    const parts = name.match(/^(.+)-(\d+)-(.+)$/);
    if (!parts || !form.elements[`${parts[1]}-TOTAL_FORMS`]) return null;
    const [, prefix, number, field] = parts;
    return { prefix, number: Number(number), field, id: idOf(form.elements[`${prefix}-${number}-id`]) };
  }

  /** The same field in the empty row, of which new rows are made: several, where it is boxes to tick. */
  const blanks = (form, { prefix, field }) =>
    Array.from(form.elements).filter((one) => one.name === `${prefix}-__prefix__-${field}`);

  const isBox = (field) => ['checkbox', 'radio'].includes(field?.type);

  /** In a row that came back refused, all that a new row has not is somebody's. */
  function isWritten(form, field, mayBeNew) {
    if (isChanged(field)) return true;
    const row = mayBeNew && rowOf(form, field.name);
    if (!row || row.id) return false;
    const empty = blanks(form, row).find((one) => !isBox(one) || one.value === field.value);
    return empty !== undefined && !sameValues(valuesOf(field), cameWith(empty));
  }

  /** The same field on another day. */
  const keyOf = ({ name, row }) => (row?.id ? `${row.prefix} ${row.id} ${row.field}` : name);

  /** What values of a select are called, where it still has them. */
  function textsOf(field, values) {
    if (!field.options) return [];
    const options = [field.id, field.id.replace(/_to$/, '_from')].flatMap((id) => window.SelectBox?.cache[id] ?? []);
    options.push(...field.options);
    return values.map((value) => options.find((option) => option.value === value)?.text ?? value);
  }

  function labelOf(form, change) {
    const field = named(form, change.name)[0] ?? (change.row && blanks(form, change.row)[0]);
    const line = field?.closest('.form-row');
    const label =
      line?.querySelector(field.matches('.filtered') ? 'label' : 'legend') ??
      field?.closest('.flex-container')?.querySelector(':scope > label:not([for])') ?? // of all the boxes
      field?.labels?.[0];
    const words = [
      change.row && document.getElementById(`${change.row.prefix}-heading`)?.textContent,
      label?.textContent.replace(/ \[.*\]/, '') ?? 'Uppgift',
    ];
    const said = words.filter(Boolean).map((part) => part.replace(/[:\s]+$/, '').trim()).join(': ');
    return field?.dataset?.language ? `${said} (${field.dataset.language})` : said;
  }

  /** All that is changed; and of what was kept before (`earlier`), all that still stands in the form. */
  window.changesIn = (form, earlier = []) => {
    const before = new Map(earlier.filter(({ row }) => !row || row.id).map((change) => [keyOf(change), change]));
    const earlierOf = (name) => before.get(keyOf({ name, row: rowOf(form, name) }));
    const mayBeNew = isRefused(form);
    const names = new Set(
      fieldsIn(form)
        .filter((field) => isKeepable(field) && (earlierOf(field.name) || isWritten(form, field, mayBeNew)))
        .map((field) => field.name),
    );
    return Array.from(names, (name) => {
      const fields = named(form, name);
      return {
        name,
        row: rowOf(form, name),
        values: fields.flatMap(valuesOf),
        texts: fields.flatMap((field) => textsOf(field, valuesOf(field))),
        was: earlierOf(name)?.was ?? fields.flatMap(cameWith),
      };
    });
  };

  const holds = (fields, values) => sameValues(fields.flatMap(valuesOf), values);

  // --- Where a change belongs in the form as it is now ----------------------------------------------

  function addRow(form, prefix) {
    const next = Number(form.elements[`${prefix}-TOTAL_FORMS`].value);
    document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)?.click();
    return Number(form.elements[`${prefix}-TOTAL_FORMS`].value) > next ? next : null;
  }

  /** Among the new rows: one that holds the same already, else one in which nobody has written. */
  function newRow(form, prefix, changes, isTaken) {
    const total = Number(form.elements[`${prefix}-TOTAL_FORMS`].value);
    const numbers = Array.from({ length: total }, (_, number) => number).filter(
      (number) => !form.elements[`${prefix}-${number}-id`]?.value && !isTaken(number),
    );
    const isIn = (number) => (field) => field.name.startsWith(`${prefix}-${number}-`);
    const isEmpty = (number) => !fieldsIn(form).some((field) => isIn(number)(field) && isWritten(form, field, true));
    const isSame = (number) =>
      changes.every(({ row, values }) => holds(named(form, `${prefix}-${number}-${row.field}`), values));
    return numbers.find(isSame) ?? numbers.find(isEmpty) ?? null;
  }

  /** The number that a row of these changes has in the form now; null where there is none. */
  function finder(form, changes, mayAdd) {
    const found = new Map();
    const isStored = (prefix, id) => (field) =>
      idOf(field) === id && rowOf(form, field.name)?.prefix === prefix && field.name.endsWith('-id');
    return ({ prefix, number, id }) => {
      const key = `${prefix} ${id || `new ${number}`}`;
      if (!form.elements[`${prefix}-TOTAL_FORMS`]) return null;
      if (!found.has(key) && id) {
        const same = Array.from(form.elements).find(isStored(prefix, id));
        found.set(key, same ? rowOf(form, same.name).number : null);
      } else if (!found.has(key)) {
        const isTaken = (one) => Array.from(found).some(([of, taken]) => of.startsWith(`${prefix} `) && taken === one);
        const ours = changes.filter(({ row }) => row?.prefix === prefix && row.number === number && !row.id);
        found.set(key, newRow(form, prefix, ours, isTaken) ?? (mayAdd ? addRow(form, prefix) : null));
      }
      return found.get(key);
    };
  }

  function nameNow(change, rowNow) {
    if (!change.row) return change.name;
    const number = rowNow(change.row);
    return number === null ? null : `${change.row.prefix}-${number}-${change.row.field}`;
  }

  // --- Putting back ---------------------------------------------------------------------------------

  function moveInBoxes(chosen, values) {
    const id = chosen.id.replace(/_to$/, '');
    const move = (from, to, isMoved) => {
      SelectBox.filter(from, ''); // what the search of the box hides cannot be moved
      for (const option of document.getElementById(from).options) option.selected = isMoved(option.value);
      SelectBox.move(from, to);
    };
    move(`${id}_from`, `${id}_to`, (value) => values.includes(value));
    move(`${id}_to`, `${id}_from`, (value) => !values.includes(value));
    SelectFilter.refresh_icons(id);
  }

  function choose(select, { values, texts }) {
    values.forEach((value, number) => {
      const isKnown = Array.from(select.options).some((option) => option.value === value);
      if (isKnown || !select.matches('.admin-autocomplete')) return;
      select.append(new Option(texts[number], value)); // chosen by a search: the page came without it
    });
    for (const option of select.options) option.selected = values.includes(option.value);
  }

  function set(field, change) {
    if (window.SelectBox?.cache[field.id]) moveInBoxes(field, change.values);
    else if (field.options) choose(field, change);
    else if (isBox(field)) field.checked = change.values.includes(field.value);
    else field.value = change.values[0];
  }

  function tell(fields) {
    for (const field of fields) {
      for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
      for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }

  /** What has no place any more, or stands where somebody has written since, is left as it is, and answered. */
  window.putBack = (form, changes) => {
    const rowNow = finder(form, changes, true);
    const left = [];
    const back = [];
    for (const change of changes) {
      const name = nameNow(change, rowNow);
      const fields = name === null ? [] : named(form, name);
      const isTaken = fields.some(isChanged) && !holds(fields, change.values);
      if (fields.length && !isTaken) fields.forEach((field) => set(field, change));
      if (fields.length && !isTaken && holds(fields, change.values)) back.push([fields, change]);
      else left.push(change);
    }
    back.forEach(([fields]) => tell(fields));
    for (const [fields, change] of back) {
      if (holds(fields, change.values)) continue;
      fields.forEach((field) => set(field, change)); // an address that was made of the title anew
      tell(fields);
    }
    return left;
  };

  window.isThere = (form, changes) => {
    const rowNow = finder(form, changes, false);
    return changes.every((change) => {
      const name = nameNow(change, rowNow);
      const fields = name === null ? [] : named(form, name);
      return fields.length > 0 && holds(fields, change.values);
    });
  };

  function inWords(fields, values, texts) {
    if (isBox(fields[0])) {
      const ticked = fields.filter((field) => values.includes(field.value));
      if (fields.length === 1) return ticked.length ? 'ja' : 'nej';
      return ticked.map((field) => field.labels[0]?.textContent.trim()).join(', ') || 'inget';
    }
    return (texts.length ? texts : values).join(', ');
  }

  /** For reading: what it is called, what is kept, and what somebody else has saved there since. */
  window.described = (form, changes) => {
    const rowNow = finder(form, changes, false);
    return changes.map((change) => {
      const name = nameNow(change, rowNow);
      const fields = name === null ? [] : named(form, name);
      const came = fields.flatMap(cameWith);
      const sayers = fields.length || !change.row ? fields : blanks(form, change.row); // its row is not there yet
      return {
        label: labelOf(form, { ...change, name: name ?? change.name }),
        text: inWords(sayers, change.values, change.texts),
        isChangedSince: fields.length > 0 && !sameValues(came, change.was) && !sameValues(came, change.values),
        stored: inWords(fields, came, fields[0] ? textsOf(fields[0], came) : []),
        lang: fields[0]?.lang || 'sv',
        dir: fields[0]?.dir || 'auto',
      };
    });
  };
}
