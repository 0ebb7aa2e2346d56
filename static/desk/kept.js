// Unsaved text is kept in the editor's own browser until it is saved. Needs all the other kept_*.js, changes.js
// and unsaved.js. It goes when the guide has accepted the form, never on a guess: else it is offered again.
'use strict';
{
  const PAUSE = 600; // ms without a change
  const OF_ACCOUNTS = '.app-auth, .login-page'; // never kept
  const user = document.querySelector('meta[name="desk-user"]')?.content;
  const pageId = `${Date.now()} ${Math.random()}`;

  /** What is published and its working version are one thing; a small window is known by its address alone. */
  function addressOf(form) {
    const part = form.dataset.kept ? `#${form.dataset.kept}` : '';
    if (document.body.matches('.popup')) return `${location.pathname}?_popup${part}`;
    return (keptAs(form) ?? location.pathname) + part;
  }

  const keptAs = (form) => form?.querySelector('[data-kept-as]')?.dataset.keptAs;

  /** The form was answered by a redirect, straight here, where success is told: not by a login, nor by a fault. */
  function isAccepted(sent) {
    const [arrival] = performance.getEntriesByType('navigation');
    const cameFrom = document.referrer && new URL(document.referrer).pathname;
    const isTold = document.querySelector('.messagelist :is(.success, .saved)') !== null;
    return arrival?.redirectCount > 0 && cameFrom === sent.path && isTold;
  }

  /** Where it stands now is told by a link, or else it is here. */
  function rememberAccepted({ receipt, at }, form) {
    if (!receipt) return;
    const link = document.querySelector('.messagelist :is(.success, .saved) a');
    const address = (link ?? location).pathname;
    keptTexts.accepted.put(receipt, { at, address, keptAs: link ? address : (keptAs(form) ?? address) });
  }

  const forget = ({ key, pageId }) =>
    keptTexts.write(
      key,
      keptTexts.read(key).filter((text) => text.pageId !== pageId),
    );

  /** Answers the form that was sent and not accepted, if any: remembered until it is open again. */
  function settleSent(form) {
    const sent = keptTexts.sent.take();
    if (!sent) return null;
    if (!sent.isAnswered && isAccepted(sent)) {
      forget(sent);
      rememberAccepted(sent, form);
      return null;
    }
    if (!form || keptTexts.key(user, addressOf(form)) !== sent.key) keptTexts.sent.put({ ...sent, isAnswered: true });
    return sent;
  }

  // A small window for something related: its page, not ours, is told of success. Ours may throw its text away.
  function settleSmallWindows() {
    for (const name of ['dismissAddRelatedObjectPopup', 'dismissChangeRelatedObjectPopup']) {
      const dismiss = window[name];
      if (!dismiss) continue;
      window[name] = (small, ...others) => {
        keptTexts.write(keptTexts.key(user, `${small.location.pathname}?_popup`), []);
        dismiss(small, ...others);
      };
    }
  }

  // --- One form -------------------------------------------------------------------------------------

  function keep(form) {
    let key = keptTexts.key(user, addressOf(form));
    const line = makeKeptLine(form);
    const warn = makeKeptWarning(form);
    let undecided = keptTexts.read(key);
    let earlier = []; // what a refused form had before: the page came with it, yet it is not saved
    let savedAt; // gone Back to, and saved already
    let last = '[]';
    let timer;

    const receipt = () => form.elements._receipt?.value;

    /** Without where the histories stood, which move when anything is saved. */
    const seen = () => form.elements._seen?.value.replace(/\.[a-z]+-\d.*$/, '');

    function write() {
      clearTimeout(timer);
      const changes = changesIn(form, earlier);
      const now = JSON.stringify(changes);
      if (now === last) return;
      const at = Date.now();
      const heading = document.querySelector('#content > h2') ?? document.querySelector('#content > h1');
      const title = heading?.firstChild?.textContent.trim();
      const ours = { pageId, at, title, seen: seen(), receipt: receipt(), changes };
      const hasRoom = keptTexts.write(key, changes.length ? [ours, ...undecided] : undecided);
      if (!changes.length) savedAt ? line.saved(savedAt) : line.empty();
      else if (hasRoom) line.kept(at);
      else line.notKept();
      last = now;
    }

    function soon() {
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE);
    }

    function watch() {
      // The calendar, the boxes and the search for places change fields without an event of the browser's own.
      for (const event of ['input', 'change', 'focusin', 'click', 'dblclick', 'formset:added']) {
        form.addEventListener(event, soon);
      }
      window.django?.jQuery?.(form).on('change', soon);
      document.addEventListener('formset:removed', soon);
      document.addEventListener('visibilitychange', () => document.hidden && write());
      window.addEventListener('pagehide', write);
      window.addEventListener('submit', (event) => {
        if (event.target !== form || event.defaultPrevented) return;
        write();
        const sending = { receipt: receipt(), at: Date.now() };
        keptTexts.sent.put({ key, pageId, path: location.pathname, ...sending });
        history.replaceState({ ...history.state, ...sending }, ''); // for who goes Back to it
      });
      window.addEventListener('storage', (event) => {
        if (event.key !== key || !event.newValue) return;
        warn('Samma sida är öppen i en annan flik. Bara det som skrivs sist finns kvar i den här webbläsaren.');
      });
    }

    /** Gone Back to after the guide accepted it. What is written now is about what was saved, not another new one. */
    function settleSaved() {
      const sending = history.state;
      const accepted = keptTexts.accepted.all()[sending?.receipt];
      if (!accepted || !receipt() || !isUnsaved(form)) return;
      form.elements._receipt.value = sending.receipt; // the page may have come anew, with another
      if (accepted.at !== sending.at) return; // sent again since, and not accepted
      takeAsSaved(form);
      key = keptTexts.key(user, accepted.keptAs);
      undecided = keptTexts.read(key);
      [savedAt, earlier, last] = [accepted.address, [], ''];
    }

    function takeBack() {
      if (receipt() && undecided[0].receipt) form.elements._receipt.value = undecided[0].receipt; // saved after all?
      const others = undecided.flatMap((text) => described(form, text.changes)).filter((text) => text.isChangedSince);
      const left = undecided.flatMap((text) => putBack(form, text.changes));
      undecided = left.length ? [{ ...undecided[0], changes: left }] : [];
      last = '';
      write();
      return { left: described(form, left), others };
    }

    function throwAway() {
      const thrown = undecided;
      const save = (texts) => {
        undecided = texts;
        last = '';
        write();
      };
      save([]);
      return () => save(thrown);
    }

    function offer(panel) {
      const [newest] = undecided;
      return panel.offer({
        at: newest.at,
        texts: undecided.flatMap((text) => described(form, text.changes)),
        isChangedOnServer: undecided.some((text) => text.seen !== seen()),
        onTakeBack: takeBack,
        onThrowAway: throwAway,
      });
    }

    function begin(unaccepted) {
      const panel = makeKeptPanel(form);
      settleSaved();
      const isSent = (text) => unaccepted?.pageId === text.pageId && isRefused(form);
      // Came back, was put back by the browser, or is saved after all.
      const back = undecided.filter((text) => isSent(text) || isThere(form, text.changes));
      undecided = undecided.filter((text) => !back.includes(text));
      if (back.length && isRefused(form)) earlier = back[0].changes;
      if (undecided.length) {
        const offered = offer(panel);
        if (unaccepted?.key === key) offered.focus();
      }
      if (back.length) last = '';
      write();
    }

    function showAgain() {
      settleSaved();
      write();
    }

    watch(); // first: no fault in what is shown stops the keeping
    return { write, begin, showAgain };
  }

  // --- Logging out: others may use this computer ----------------------------------------------------

  function askAtLogout(write) {
    document.querySelector('form[action$="/logout/"]')?.addEventListener('submit', (event) => {
      write?.();
      const kept = keptTexts.of(user);
      if (!kept.length) return;
      const titles = kept.map((key) => keptTexts.read(key)[0]?.title).filter(Boolean);
      const which = titles.length ? ` (${titles.join(', ')})` : '';
      if (!confirm(`Du har text som inte är sparad${which}. Om du loggar ut tas den bort. Logga ut ändå?`)) {
        event.preventDefault();
        return;
      }
      leaveWithoutAsking();
      for (const key of kept) keptTexts.write(key, []);
    });
  }

  if (user) keptTexts.clean(user, Date.now());
  // When everything is loaded, and the browser has put back what was written before.
  window.addEventListener(
    'pageshow',
    () => {
      if (!user || !keptTexts.isPossible) return;
      const form = document.querySelector(DESK_FORM);
      const unaccepted = settleSent(form);
      settleSmallWindows();
      const isOurs = form && !document.body.matches(OF_ACCOUNTS) && fieldsIn(form).some(isKeepable);
      const kept = isOurs ? keep(form) : null;
      askAtLogout(kept?.write);
      window.addEventListener('pageshow', () => kept?.showAgain()); // whole, as it was left
      kept?.begin(unaccepted);
    },
    { once: true },
  );
}
