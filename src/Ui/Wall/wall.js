/* The wall keeps itself fresh: its page is asked for again and only the parts that differ are put in place, so nothing flickers.
   Where that fails the old figures stay, and it says since when: late is told, never shown as nought. */
const EVERY = 15000;
customElements.define('yihe-wall', class extends HTMLElement {
  connectedCallback() {
    this.last = new Date();
    this.timer = setInterval(() => this.renew(), EVERY);
  }
  disconnectedCallback() { clearInterval(this.timer); }
  async renew() {
    if (this.busy) return;
    this.busy = true;
    const stop = AbortSignal.timeout ? AbortSignal.timeout(EVERY) : undefined;
    const text = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store', signal: stop })
      .then(answer => (answer.ok ? answer.text() : answer.status === 401 || answer.status === 403 ? null : undefined), () => undefined);
    this.busy = false;
    const wall = text && new DOMParser().parseFromString(text, 'text/html').querySelector('yihe-wall main');
    if (!wall) return this.late(text === undefined ? '连不上平台' : '登录已过期，请重新登录');
    const [now, then] = [wall, this.querySelector('main')].map(main => [...main.querySelectorAll(':scope > [data-part]')]);
    if (now.length !== then.length) this.querySelector('main').replaceWith(document.importNode(wall, true));
    else now.forEach((part, at) => part.outerHTML === then[at].outerHTML || then[at].replaceWith(document.importNode(part, true)));
    this.last = new Date();
    this.late('');
  }
  late(why) {
    const words = why && `数据延迟：${why}，显示的是 ${this.last.toTimeString().slice(0, 5)} 的数字`;
    const note = this.querySelector('.wall-late');
    this.toggleAttribute('data-late', Boolean(why));
    if (note.textContent !== words) Object.assign(note, { textContent: words, hidden: !words });
  }
});
