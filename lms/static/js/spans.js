// Arithmetic of watched seconds, as courses/spans.py does it: spans are [start, end], a union is sorted and disjoint.

export function union(spans) {
  const joined = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const top = joined[joined.length - 1];
    if (top && start <= top[1] + 0.05) top[1] = Math.max(end, top[1]);
    else if (end > start) joined.push([start, end]);
  }
  return joined;
}

export const length = (spans) => spans.reduce((sum, [start, end]) => sum + end - start, 0);

export const rounded = (spans) => spans.map((span) => span.map((edge) => Math.round(edge * 100) / 100));

// What of the whole is not in the union.
export function gapsOf(spans, whole, least = 0.5) {
  const edges = [0, ...spans.flat(), whole];
  const gaps = [];
  for (let i = 0; i < edges.length; i += 2) if (edges[i + 1] - edges[i] > least) gaps.push([edges[i], edges[i + 1]]);
  return gaps;
}
