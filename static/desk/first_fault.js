// A form here is many screens long: after a refusal, go to the first field that has a fault.
'use strict';
function goToFault() {
  const fault = document.querySelector('#content-main [aria-invalid="true"]');
  const shown = fault?.offsetParent ? fault : document.querySelector('#content-main .errorlist');
  shown?.scrollIntoView({ block: 'center' });
  fault?.focus({ preventScroll: true });
}
// When the other scripts of the page have done what they do as it has loaded: it moves everything.
window.addEventListener('load', () => setTimeout(goToFault));
