// What went wrong with a key, in words: the library only writes it in the console.
'use strict';
document.addEventListener('allauth.error', (event) => {
  event.preventDefault();
  const cancelled = event.detail.exception?.name === 'NotAllowedError';
  const fault = document.getElementById('passkey_fault');
  fault.textContent = cancelled
    ? 'Det blev avbrutet, eller så finns ingen nyckel för redaktionen på den här enheten. Försök igen, eller logga in på ett annat sätt.'
    : event.detail.exception?.name === 'InvalidStateError'
      ? 'Den nyckeln är redan tillagd.'
      : 'Det gick inte att använda nyckeln. Försök igen om en stund, eller logga in på ett annat sätt.';
  fault.hidden = false;
});
