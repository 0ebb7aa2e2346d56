// Suggestions while one types: a combobox with a list box, as the ARIA practices describe it.
// Without this module, or when anything fails, the search field is an ordinary field.

const WAIT = 150; // ms
const FEWEST = 2; // letters

const list = document.getElementById("suggestions"); // empty and hidden; `data-` says where to ask, and labels
const status = list.nextElementSibling;
const field = document.getElementById("q");
let active; // the option that Enter chooses
let asking; // aborts the newest question
let timer;

field.type = "text"; // which may be a combobox; a search field may not
field.setAttribute("role", "combobox");
field.setAttribute("aria-autocomplete", "list");
field.setAttribute("aria-controls", list.id);
close();
field.addEventListener("input", () => {
  stop();
  timer = setTimeout(ask, WAIT);
});
field.addEventListener("keydown", press);
field.addEventListener("blur", close);
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
list.addEventListener("click", (event) => choose(event.target.closest("li")));

function stop() {
  clearTimeout(timer);
  asking?.abort();
}

async function ask() {
  stop();
  const text = field.value.trim();
  if (text.length < FEWEST) return close();
  asking = new AbortController();
  try {
    const url = `${list.dataset.url}?q=${encodeURIComponent(text)}`;
    const answer = await fetch(url, { signal: asking.signal, credentials: "omit", cache: "no-store" });
    show(await answer.json());
  } catch (error) {
    if (error.name !== "AbortError") close();
  }
}

function show({ suggestions, said }) {
  if (!suggestions.length || document.activeElement !== field) return close();
  activate();
  list.replaceChildren(...suggestions.map(option));
  list.hidden = false;
  field.setAttribute("aria-expanded", true);
  status.textContent = said;
}

function close() {
  stop();
  activate();
  list.hidden = true;
  field.setAttribute("aria-expanded", false);
  status.textContent = "";
}

function option({ text, lang, swedish, kind, url }, number) {
  const item = document.createElement("li");
  item.id = `suggestion-${number}`;
  item.setAttribute("role", "option");
  item.dataset.url = url;
  const parts = [words("bdi", text, lang), words("bdi", swedish, "sv"), words("small", list.dataset[kind])];
  item.append(...parts.filter((part) => part.textContent).flatMap((part) => [part, " "]));
  return item;
}

function words(tag, text, lang) {
  const element = document.createElement(tag);
  element.append(text ?? "");
  if (lang) element.lang = lang;
  return element;
}

function press(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.isComposing) return;
  if (list.hidden) return step > 0 && ask();
  if (step) move(step);
  else if (event.key === "Enter" && active) choose(active);
  else if (event.key === "Escape") close();
  else return activate();
  event.preventDefault();
}

// Through the options and, between the last and the first, back to what was typed.
function move(step) {
  const stops = [undefined, ...list.children];
  activate(stops.at((stops.indexOf(active) + step) % stops.length));
}

function activate(item) {
  active?.removeAttribute("aria-selected");
  active = item;
  item?.setAttribute("aria-selected", true);
  item?.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", item?.id ?? "");
}

function choose(item) {
  if (!item) return;
  close();
  location.assign(item.dataset.url);
}
