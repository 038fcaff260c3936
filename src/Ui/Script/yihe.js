/* 医合 Yihe: the one script, loaded as a module. Every page works without it; it adds keys, live counts, drafts and suggestions.
   Listeners sit on the document, so what htmx swaps in needs no second start; prepare() dresses the few parts that do. */
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (names, act, capture) => names.split(' ').forEach(name => document.addEventListener(name, act, capture));
const set = (element, attributes) => { for (const name in attributes) element.setAttribute(name, attributes[name]); return element; };
const make = (tag, attributes, ...children) => { const element = set(document.createElement(tag), attributes); element.append(...children); return element; };
const usable = element => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible' && !element.disabled;
const openDrawer = () => $$('.drawer').find(usable);
const enter = field => { field?.focus(); if (field?.matches('input')) field.select(); };
const ours = href => new URL(href, location.href).origin === location.origin;
const FIELD = 'input:not([type=hidden],[type=submit],[type=button],[type=image],[type=reset]), select, textarea';
const ROW = 'tr[data-href], li.todo', COMBO = 'input[role=combobox]';
/* Keys. Every act is a visible button first. While an input method is composing no key acts. */
on('keydown', event => {
  const { target } = event, key = keyOf(event), composing = event.isComposing || event.keyCode === 229;
  if (target.matches('select')) typed.add(target);
  const done = composing ? key === 'Enter' && !target.matches('textarea') : !event.defaultPrevented
    && (suggestKey(key, target) || escapeKey(key) || formKey(key, target) || listKey(key, target) || shortcut(key));
  if (done) event.preventDefault();
});
function keyOf({ key = '', code, ctrlKey, altKey, shiftKey, metaKey }) {
  if (shiftKey || metaKey || (ctrlKey && altKey)) return '';
  if (altKey) return /^Digit\d$/.test(code) ? `Alt+${code.at(-1)}` : '';
  return ctrlKey ? `Ctrl+${key.length === 1 ? key.toUpperCase() : key}` : key;
}
function shortcut(key) {
  if (!/^(F([1-4]|[6-9]|10)|Alt\+\d|Ctrl\+K)$/.test(key)) return false; // F5, F11 and F12 belong to the browser
  const root = openDrawer() || document, marked = $$(`[data-key="${key}"]`, root).find(usable);
  const target = (key === 'F9' && $$('.is-current [data-act]', root).find(usable)) || marked || (key === 'Ctrl+K' && $('.search .input'));
  if (target && target.matches(FIELD) && !target.matches('[type=checkbox], [type=radio]')) enter(target);
  else if (target) target.click();
  return Boolean(target);
}
function escapeKey(key) {
  if (key !== 'Escape') return false;
  const pop = $('details.pop[open]'), drawer = openDrawer(), way = drawer ? $('[data-close]', drawer) : $('[data-key="Esc"]');
  if (pop) { pop.open = false; $('summary', pop).focus(); }
  else if (way && mayLeave(drawer || $('main'))) way.click();
  return Boolean(pop || way);
}
/* Unsaved words are never dropped silently: the first Esc says so and takes the focus there, the second one goes. */
function mayLeave(root) {
  const warning = $('[data-unsaved]', root) || make('p', { class: 'notice', 'data-tone': 'warn', 'data-unsaved': '', tabindex: -1 },
    '还有未保存的内容。再按一次 Esc 放弃并离开，或继续填写。');
  if (warning === document.activeElement || !$$('form[method=post]', root).some(form => touched.has(form) || $('.err', form))) return true;
  if (!warning.isConnected) ($('.drawer-b', root) || root).prepend(warning);
  warning.focus();
  return false;
}
const submitButton = form => [...form.elements].filter(one => one.type === 'submit' && usable(one)).sort((a, b) => b.matches('.primary') - a.matches('.primary'))[0];
function formKey(key, target) {
  const { form } = target, steps = form?.dataset.enter === 'next' && target.matches(FIELD);
  const sends = (key === 'Enter' && target.matches('select[data-submit]')) || (key === 'Ctrl+Enter' && steps);
  if (sends) form.requestSubmit(submitButton(form));
  if (sends || !steps || key !== 'Enter' || target.matches('textarea, [type=file]')) return sends;
  const fields = [...form.elements].filter(field => field === target || (field.matches(FIELD) && usable(field) && !field.readOnly
    && (field.type !== 'radio' || (field.name !== target.name && (field.checked || !form.elements[field.name]?.value)))));
  enter(fields[fields.indexOf(target) + 1] || submitButton(form));
  return true;
}
/* Lists: the current row is the one that has the focus. */
const setCurrent = row => row && $$(ROW).forEach(other => other.classList.toggle('is-current', other === row));
function listKey(key, target) {
  if (!/^(Arrow(Up|Down)|Enter| )$/.test(key) || target.closest('input:not([type=checkbox]), select, textarea, details[open]')) return false;
  const rows = $$(ROW, openDrawer() || document).filter(usable);
  const current = rows.find(row => row.contains(target)) || rows.find(row => row.matches('.is-current'));
  if (key.startsWith('Arrow')) {
    const next = current ? rows[rows.indexOf(current) + (key === 'ArrowDown' ? 1 : -1)] : rows[0];
    if (next) ($('a[href]', next) || set(next, { tabindex: -1 })).focus();
    return Boolean(next);
  }
  const box = current && $('input[type=checkbox]', current);
  if (!current || target.closest('button, summary, input') || (key === ' ' ? !box : target.closest('a'))) return false;
  if (key === ' ') box.click(); else location.assign(current.dataset.href || $('a[href]', current).href);
  return true;
}
on('focusin', ({ target }) => setCurrent(target.closest(ROW)));
on('click', event => {
  const closest = selector => event.target.closest(selector), passkey = closest('[data-passkey]');
  $$('details.pop[open]').forEach(pop => { pop.open = pop.contains(event.target); });
  const option = closest('.suggest [role=option]:not([aria-disabled])'), look = closest('[data-theme-set], [data-density-set]')?.dataset;
  if (option) choose(option.parentElement.previousElementSibling, option);
  if (look) {
    Object.assign(document.documentElement.dataset, look.themeSet ? { theme: look.themeSet } : { density: look.densitySet });
    $$('[aria-pressed]', closest('.seg')).forEach(one => one.setAttribute('aria-pressed', String(one.dataset === look)));
  }
  if (closest('[data-print]')) window.print();
  if (passkey) usePasskey(passkey);
  if (closest('.drawer-mask') && !mayLeave(openDrawer())) event.preventDefault();
});
on('mousedown', event => event.target.closest('.suggest') && event.preventDefault()); // the input keeps the focus
/* Forms go once. A select that submits does so after a click or Enter, not at every arrow key. */
const held = new WeakMap(), typed = new WeakSet(), touched = new WeakSet(), unsaved = new WeakSet();
let pause, source;
on('submit', event => {
  const form = event.target;
  if (held.has(form)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  held.set(set(form, { 'aria-busy': 'true' }), [...form.elements].filter(element => element.type === 'submit' && !element.disabled));
  setTimeout(() => held.get(form)?.forEach(button => { button.disabled = true; })); // after the browser has read which one was pressed
  setTimeout(release, 5000, form);
}, true);
const release = form => { held.get(form)?.forEach(button => { button.disabled = false; }); if (held.delete(form)) form.removeAttribute('aria-busy'); };
on('htmx:finally:request', ({ target }) => { const form = target.closest?.('form'); release(form); touched.delete(form); });
addEventListener('pageshow', event => event.persisted && $$('form[aria-busy]').forEach(release));
on('pointerdown', ({ target }) => typed.delete(target.closest('select')));
on('input change compositionend', ({ type, target, isComposing }) => {
  if (target.form) [touched, unsaved].forEach(forms => forms.add(target.form));
  if (type === 'change' && target.matches('select[data-submit]') && !typed.has(target)) target.form.requestSubmit();
  if (target.matches('[data-identity]')) readIdentity(target, type === 'change');
  if (!target.matches(COMBO) || type === 'change') return;
  if (codeOf(target)) codeOf(target).value = '';
  clearTimeout(pause);
  if (!isComposing) pause = setTimeout(suggest, 150, target);
});
async function saveDraft(form) {
  if (!unsaved.has(form) || held.has(form)) return;
  unsaved.delete(form);
  const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
  const saved = await fetch(form.dataset.draft, { method: 'POST', body, redirect: 'error', keepalive: document.hidden }).then(answer => answer.ok, () => false);
  if (!saved) unsaved.add(form);
  const state = $('[data-draft-state]', form) || $('[data-draft-state]');
  if (state) state.textContent = saved ? `草稿已保存 ${new Date().toTimeString().slice(0, 5)}` : '草稿还没有保存，稍后自动再试';
}
const saveDrafts = () => $$('form[data-draft]').forEach(saveDraft);
setInterval(saveDrafts, 3000);
/* Suggestions: the WAI-ARIA combobox; the list follows its input. A person is never picked for you, a code may be. */
const optionsOf = list => $$('[role=option]:not([aria-disabled])', list);
const codeOf = input => input.dataset.suggestInto && input.form?.elements[input.dataset.suggestInto];
async function suggest(input) {
  const query = input.value.trim(), url = (input.dataset.suggest || input.dataset.suggestHref) + encodeURIComponent(query);
  const items = query && await fetch(url, { headers: { Accept: 'application/json' } }).then(answer => (answer.ok ? answer.json() : null)).catch(() => null);
  if (input.value.trim() === query && input === document.activeElement) show(input, items);
}
function show(input, items) {
  const list = Object.assign(input.nextElementSibling, { hidden: !items });
  list.dataset.query = input.value.trim();
  set(input, { 'aria-expanded': String(Boolean(items)), 'aria-activedescendant': '' });
  list.replaceChildren(...(items || []).slice(0, 10).map((item, index) => Object.assign(make('li', { role: 'option', id: `${list.id}-${index}` },
    make('b', {}, item.title ?? item.name), make('span', {}, item.detail ?? item.code ?? '')), { item })));
  if (items?.length === 0) list.append(make('li', { role: 'option', 'aria-disabled': 'true' }, '没有找到，换个写法试试'));
  if (codeOf(input)) activate(input, 0);
}
const activate = (input, index) => optionsOf(input.nextElementSibling).forEach((option, place) => {
  option.setAttribute('aria-selected', String(place === index));
  if (place === index) { input.setAttribute('aria-activedescendant', option.id); option.scrollIntoView({ block: 'nearest' }); }
});
function choose(input, { item }) {
  if (item.href) return ours(item.href) && location.assign(item.href);
  input.value = `${item.code} ${item.name}`;
  if (codeOf(input)) codeOf(input).value = item.code;
  show(input);
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
function suggestKey(key, input) {
  if (!input.matches(COMBO)) return false;
  const list = input.nextElementSibling, options = optionsOf(list), index = options.findIndex(option => option.ariaSelected === 'true');
  const stale = list.dataset.query !== input.value.trim();
  if (key === 'Enter' && stale && input.value && codeOf(input)?.value === '') return true; // the list for these letters is on its way
  if (list.hidden) return key === 'ArrowDown' && input.value !== '' && Boolean(suggest(input));
  if (/^Arrow(Up|Down)$/.test(key)) activate(input, key === 'ArrowDown' ? (index + 1) % options.length : (index < 1 ? options.length : index) - 1);
  else if (key === 'Escape') show(input);
  else if (key === 'Enter' && index >= 0 && !stale) choose(input, options[index]);
  else return false;
  return true;
}
on('focusout', ({ target }) => target.matches(COMBO) && show(target));
/* Identity number (GB 11643): what it says is shown as text; a wrong one is explained. */
function readIdentity(input, finished) {
  const text = input.value.replace(/\s/g, '').toUpperCase(), whole = /^\d{17}[\dX]$/.test(text), today = new Date();
  const [year, month, day] = [[6, 10], [10, 12], [12, 14]].map(part => Number(text.slice(...part))), born = new Date(year, month - 1, day);
  const dated = born.getMonth() === month - 1 && born.getDate() === day && year >= 1900 && born <= today;
  const check = '10X98765432'[[...text.slice(0, 17)].reduce((sum, digit, place) => sum + digit * (2 ** (17 - place) % 11), 0) % 11];
  const months = (today.getFullYear() - year) * 12 + today.getMonth() - month + 1 - (today.getDate() < day ? 1 : 0);
  const wrong = !whole ? (finished && /^\d{6,}X?$/.test(text) && `身份证号应为 18 位，现在是 ${text.length} 位`)
    : !dated ? '身份证号里的出生日期不对，请核对第 7 至 14 位' : check !== text[17] && '身份证号的最后一位校验不符，请逐位核对';
  const root = input.closest('[data-identity-scope], form') || document, age = months < 12 ? `${months} 个月` : `${Math.floor(months / 12)} 岁`;
  const facts = { sex: text[16] % 2 ? '男' : '女', birth: `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`, age };
  for (const name in facts) $$(`[data-identity-${name}]`, root).forEach(output => { output.textContent = whole && !wrong ? facts[name] : ''; });
  $('[data-identity-hint]', root)?.remove();
  if (wrong) (input.closest('.field') || input.parentElement).append(make('span', { class: 'err', role: 'alert', 'data-identity-hint': '' }, wrong));
}
/* Live inbox: counts, and the green-channel alarm. It rests while the page is hidden. */
function listen() {
  source?.close();
  if (!document.body.dataset.live || document.hidden) return;
  source = new EventSource(document.body.dataset.live);
  source.onmessage = ({ data }) => receive(JSON.parse(data));
  source.onerror = ({ target }) => target.readyState === EventSource.CLOSED && target === source && setTimeout(listen, 30000);
}
function receive({ count, overdue, alarm = [] }) {
  for (const [name, number] of Object.entries({ count, overdue }))
    $$(`[data-inbox-${name}]`).forEach(element => Object.assign(element, { textContent: number ?? '', hidden: !number }));
  const region = $('[data-alarm]'), news = alarm.filter(item => ours(item.href)), name = item => item.href + item.title;
  const shown = region ? $$('a', region).map(link => link.getAttribute('href') + link.textContent) : [];
  if (!region || news.map(name).join('\n') === shown.join('\n')) return;
  if (news.some(item => !shown.includes(name(item)))) beep();
  const links = news.map(item => make('li', {}, make('a', { href: item.href }, item.title)));
  region.replaceChildren(...(links.length ? [make('div', { class: 'alarm' }, make('b', {}, '绿色通道'), make('ul', {}, ...links))] : []));
}
function beep() {
  if (!navigator.userActivation?.hasBeenActive) return;
  const audio = new AudioContext(), tone = audio.createOscillator(), volume = new GainNode(audio, { gain: 0.2 });
  [880, 660, 880].forEach((pitch, index) => tone.frequency.setValueAtTime(pitch, audio.currentTime + index * 0.15));
  tone.connect(volume).connect(audio.destination);
  tone.onended = () => audio.close();
  tone.start(); tone.stop(audio.currentTime + 0.45);
}
on('visibilitychange', () => { listen(); if (document.hidden) saveDrafts(); });
/* Passkeys. Chromium 109 has neither parse…FromJSON nor toJSON, so both have a plain fallback. */
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0));
const base64 = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
function parsed(options, native) {
  if (PublicKeyCredential[native]) return PublicKeyCredential[native](options);
  const { user } = options, ids = list => list?.map(entry => ({ ...entry, id: bytes(entry.id) }));
  return { ...options, challenge: bytes(options.challenge), user: user && { ...user, id: bytes(user.id) },
    allowCredentials: ids(options.allowCredentials), excludeCredentials: ids(options.excludeCredentials) };
}
function plain(credential) {
  if (credential.toJSON) return credential.toJSON();
  const { id, type, rawId, authenticatorAttachment, response } = credential;
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'].filter(part => response[part]);
  const written = Object.fromEntries(parts.map(part => [part, base64(response[part])]));
  return { id, type, rawId: base64(rawId), authenticatorAttachment, clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...written, transports: response.getTransports?.() } };
}
async function usePasskey(button) {
  const { form, dataset: { passkey, optionsUrl, into } } = button, create = passkey === 'create', state = $('[data-passkey-state]', form);
  try {
    const headers = { 'Content-Type': 'application/json' };
    const { options, state: sealed } = await fetch(optionsUrl, { method: 'POST', headers, body: '{}', redirect: 'error' }).then(answer => answer.json());
    form.elements.state.value = sealed; // comes back with the answer: the server keeps nothing
    const publicKey = parsed(options, create ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON');
    form.elements[into].value = JSON.stringify(plain(await navigator.credentials[create ? 'create' : 'get']({ publicKey })));
    form.noValidate = true; // the other fields of a sign-in form may stay empty
    form.requestSubmit();
  } catch { if (state) state.textContent = '通行密钥没有完成，可以再试一次，或改用口令。'; }
}
function prepare() {
  $$('input[data-suggest]:not([role]), input[data-suggest-href]:not([role])').forEach((input, index) => {
    const focused = input === document.activeElement, id = `suggest-${input.id || input.name}-${index}`;
    if (!input.closest('.combo, .search')) { input.before(make('div', { class: 'combo' })); input.previousElementSibling.append(input); }
    input.after(make('ul', { class: 'suggest', role: 'listbox', id, 'aria-label': '候选', hidden: '' }));
    set(input, { role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id });
    if (focused) input.focus();
  });
  $$('[data-passkey][hidden]').forEach(button => { button.hidden = !window.PublicKeyCredential; });
  $$('[data-identity]').filter(input => input.value).forEach(input => readIdentity(input, false));
  $$('.sidenav [aria-current]').forEach(link => { link.parentElement.scrollLeft = link.offsetLeft - 48; }); // on phones the navigation is a strip
  const first = $('.notice[data-tone="danger"][role="alert"]:not([data-seen])') || (!$('.drawer :focus, .drawer [autofocus]') && $('.drawer.is-open h2:not([data-seen])'));
  if (first) set(first, { tabindex: -1, 'data-seen': '' }).focus();
}
on('htmx:after:swap', prepare);
prepare();
listen();
