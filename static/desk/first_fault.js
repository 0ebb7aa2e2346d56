// A form here is many screens long: after a refusal, go to the first field that has a fault.
'use strict';
window.addEventListener('load', () => {
  const fault = document.querySelector('#content-main [aria-invalid="true"]');
  const shown = fault?.offsetParent ? fault : document.querySelector('#content-main .errorlist');
  shown?.scrollIntoView({ block: 'center' });
  fault?.focus({ preventScroll: true });
});
