/* A trend made live: hover tells each value. Loaded by pages with a chart alone; without it the drawing of the server stands. */
const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
customElements.define('yihe-chart', class extends HTMLElement {
  async connectedCallback() {
    await import(new URL('echarts.js', import.meta.url));
    if (!this.isConnected || !globalThis.echarts) return;
    const { title, unit, target, labels, values } = this.dataset, drawn = this.querySelector('svg');
    const plot = Object.assign(document.createElement('div'), { className: 'plot' });
    plot.setAttribute('role', 'img');
    plot.setAttribute('aria-label', drawn.getAttribute('aria-label'));
    drawn.replaceWith(plot);
    this.live = globalThis.echarts.init(plot, null, { renderer: 'svg' });
    this.live.setOption({
      animation: false, color: [token('--accent')], textStyle: { color: token('--ink-2'), fontFamily: token('--font') },
      grid: { left: 56, right: 24, top: 24, bottom: 28 }, tooltip: { trigger: 'axis', valueFormatter: value => value == null ? '—' : `${value}${unit}` },
      xAxis: { type: 'category', data: labels.split('|') }, yAxis: { type: 'value', scale: true, min: ({ min }) => target && Number(target) < min ? Number(target) : null, max: ({ max }) => target && Number(target) > max ? Number(target) : null },
      series: [{ name: title, type: 'line', connectNulls: false, data: values.split('|').map(text => text === '' ? null : Number(text)),
        markLine: target ? { symbol: 'none', data: [{ yAxis: Number(target), name: '目标' }], lineStyle: { color: token('--ink'), type: 'dashed' } } : undefined }],
    });
    this.watch = new ResizeObserver(() => this.live.resize());
    this.watch.observe(plot);
  }
  disconnectedCallback() { this.watch?.disconnect(); this.live?.dispose(); }
});
