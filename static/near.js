// "Nearest to me first": the position is asked for on a tap, rounded to about a kilometre, and sent with the form.
// Without this module, or when anything fails, one chooses an area instead.

const LONGEST_WAIT = 15_000; // ms
const GOOD_ENOUGH = 600_000; // ms: a position as old as that will do
const DECIMALS = 2;

const button = document.getElementById("near-button");
const status = document.getElementById("near-status");
const field = document.getElementById("near");

// A link into a folded group leads nowhere unless both it and what is around it unfold.
document.querySelector('.near [href="#facet-area"]').addEventListener("click", () => {
  for (let group = document.getElementById("facet-area"); (group = group.closest("details")); group = group.parentElement) {
    group.open = true;
  }
});

if (button && navigator.geolocation) {
  for (const id of ["near-ask", "near-promise"]) document.getElementById(id).hidden = false;
  button.addEventListener("click", ask);
}

function ask() {
  status.textContent = status.dataset.waiting;
  navigator.geolocation.getCurrentPosition(send, fail, { maximumAge: GOOD_ENOUGH, timeout: LONGEST_WAIT });
}

function send({ coords }) {
  const { form } = field;
  field.value = [coords.latitude, coords.longitude].map((degrees) => degrees.toFixed(DECIMALS)).join();
  field.disabled = false;
  if (form.elements.sort) form.elements.sort.value = ""; // an order chosen before would win over the nearest
  form.submit();
  // Whoever comes back to this page and searches sends no position again.
  field.disabled = true;
  field.value = status.textContent = "";
}

function fail({ code, PERMISSION_DENIED }) {
  status.textContent = code === PERMISSION_DENIED ? status.dataset.denied : status.dataset.failed;
}
