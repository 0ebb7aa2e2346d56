// Where unsaved text is kept: in this browser, a week at most, until it is saved, thrown away or its editor logs out.
// Each form has a list: what this page writes first, then what earlier pages left and nobody has decided on.
// Where the browser forbids it, or has no room, nothing is kept and nothing else changes.
'use strict';
{
  const PREFIX = 'desk-kept:';
  const WEEK = 7 * 24 * 60 * 60 * 1000;

  function attempt(act, otherwise) {
    try {
      return act();
    } catch {
      return otherwise;
    }
  }

  const keys = () => attempt(() => Object.keys(localStorage), []).filter((key) => key.startsWith(PREFIX));

  window.keptTexts = {
    isPossible: attempt(() => localStorage.length >= 0, false),

    key: (user, address) => `${PREFIX}${user}:${address}`,

    of: (user) => keys().filter((key) => key.startsWith(`${PREFIX}${user}:`)),

    read: (key) => attempt(() => [...JSON.parse(localStorage.getItem(key) ?? '[]')], []),

    /** Whether there was room. */
    write(key, texts) {
      if (!texts.length) return attempt(() => (localStorage.removeItem(key), true), false);
      return attempt(() => (localStorage.setItem(key, JSON.stringify(texts)), true), false);
    },

    /** Another's text, and what is too old. */
    clean(user, now) {
      for (const key of keys()) {
        const isOthers = !key.startsWith(`${PREFIX}${user}:`);
        keptTexts.write(key, isOthers ? [] : keptTexts.read(key).filter(({ at }) => now - at < WEEK));
      }
      const accepted = Object.entries(keptTexts.accepted.all()).filter(([, { at }]) => now - at < WEEK);
      keptTexts.accepted.write(Object.fromEntries(accepted));
    },

    /** The receipts of forms that this tab has sent and the guide accepted: when, where it stands, what it is kept as. */
    accepted: {
      all: () => attempt(() => JSON.parse(sessionStorage.getItem(`${PREFIX}accepted`)), null) ?? {},
      write: (all) => attempt(() => sessionStorage.setItem(`${PREFIX}accepted`, JSON.stringify(all))),
      put: (receipt, accepted) => keptTexts.accepted.write({ ...keptTexts.accepted.all(), [receipt]: accepted }),
    },

    /** What was sent with the last form of this tab, asked once. */
    sent: {
      take() {
        const text = attempt(() => sessionStorage.getItem(`${PREFIX}sent`), null);
        attempt(() => sessionStorage.removeItem(`${PREFIX}sent`));
        return attempt(() => JSON.parse(text), null);
      },
      put: (sent) => attempt(() => sessionStorage.setItem(`${PREFIX}sent`, JSON.stringify(sent))),
    },
  };
}
