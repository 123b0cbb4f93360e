//! What the page looks like: light or dark as the reader's machine is, one column on a telephone, two on a wide screen, and
//! black on white on two sheets of A4.

/// The style of the page. Contrast of text is 4.5 to 1 and more on every ground that it stands on.
pub(super) const STYLE: &str = "\
:root{color-scheme:light dark;--ground:#fff;--card:#f5f7f9;--ink:#16202b;--soft:#55616e;--line:#d3dae1;--accent:#1f5f9e;\
--bar:#7fb0dc;--better:#17692f;--worse:#a02c16}\
@media (prefers-color-scheme:dark){:root{--ground:#12171c;--card:#1b2229;--ink:#e6ebf0;--soft:#a3afba;--line:#35404b;\
--accent:#8fc3f5;--bar:#3c78ae;--better:#7fd495;--worse:#ff9f88}}\
*{box-sizing:border-box}\
html{-webkit-text-size-adjust:100%}\
body{margin:0 auto;padding:20px;max-width:1240px;background:var(--ground);color:var(--ink);\
font:15px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere}\
h1{margin:0;font-size:26px;line-height:1.2}\
h2{margin:0 0 2px;font-size:17px;line-height:1.3}\
p{margin:0}\
a{color:inherit;text-decoration:none}\
a:hover,a:focus{text-decoration:underline}\
small{font-size:12px;color:var(--soft)}\
.desk,.made,.about,.legend,.paper,.out{color:var(--soft)}\
.made,.about,.legend,.paper{font-size:13px}\
.open,.nothing{margin-top:10px;padding:8px 12px;border-left:4px solid var(--accent);background:var(--card)}\
.key{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;margin:18px 0 24px}\
.tile{padding:12px 14px;border-radius:8px;background:var(--card);border:1px solid var(--line)}\
.tile h2{font-size:14px;font-weight:600;color:var(--soft)}\
.tile p{font-size:13px}\
.tile .big{font-size:27px;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums}\
.big small{font-size:13px;font-weight:400}\
.better{color:var(--better)}\
.worse{color:var(--worse)}\
.few{color:var(--soft);font-style:italic;font-weight:400}\
.flow{columns:2;column-gap:36px}\
section{break-inside:avoid;margin:0 0 26px}\
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}\
th,td{padding:4px 0 4px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}\
th:first-child{padding-left:0}\
tbody th{min-width:6.5em}\
thead th{font-size:12px;line-height:1.3;color:var(--soft);font-weight:600;vertical-align:bottom;overflow-wrap:normal}\
tbody th{font-weight:400}\
td:has([data-metric]),thead th:has(a){text-align:right}\
.numbers td,.numbers th:not(:first-child){text-align:right;white-space:nowrap}\
.numbers th:first-child{white-space:normal}\
th small{display:block;line-height:1.35}\
[data-metric]{white-space:nowrap}\
td small{display:block;line-height:1.2}\
.bar{display:block;width:100%;height:4px;margin-top:2px}\
.bar rect{fill:var(--bar)}\
.chart{display:block;width:100%;max-width:600px;height:auto;margin:8px 0 4px}\
.chart text{font-size:10px;fill:var(--ink);text-anchor:middle}\
.chart .begin{text-anchor:start}\
.chart .end{text-anchor:end}\
.chart rect,.chart circle{fill:var(--bar)}\
.chart polyline{fill:none;stroke:var(--accent);stroke-width:1.6;stroke-linejoin:round}\
.chart circle{fill:var(--accent)}\
.chart .axis{stroke:var(--line)}\
.chart .none{fill:none;stroke:var(--line);stroke-width:.5}\
summary{cursor:pointer;font-size:13px;color:var(--accent)}\
.legend,.meanings{margin-top:10px}\
.meanings{break-inside:auto;margin-top:28px}\
dl{margin:8px 0 0;columns:2;column-gap:36px}\
dl div{break-inside:avoid;margin:0 0 12px;font-size:13px}\
dl div:target{background:var(--card);outline:6px solid var(--card)}\
dt{font-weight:600;font-size:14px}\
dt code{font-weight:400;color:var(--soft)}\
dd{margin:0}\
.formula{font-style:italic}\
.paper{display:none}\
@media (max-width:900px){.flow,dl{columns:1}.key{grid-template-columns:repeat(2,1fr)}}\
@media (max-width:600px){body{padding:14px 12px}h1{font-size:22px}.key{gap:8px}.tile{padding:9px 10px}\
.tile .big{font-size:22px}\
th,td{padding-left:6px}\
.wide thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
.wide table,.wide tbody{display:block}\
.wide tr{display:grid;grid-template-columns:1fr 1fr;column-gap:16px;padding:8px 0;border-bottom:1px solid var(--line)}\
.wide tr>*{padding:2px 0;border:0}\
.wide tbody th{grid-column:1/-1;font-weight:600}\
.wide td{display:flex;flex-wrap:wrap;justify-content:space-between;column-gap:8px}\
.wide td::before{content:attr(data-label);font-size:12px;color:var(--soft)}}\
@page{size:A4;margin:9mm}\
@media print{:root{color-scheme:only light;--ground:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#1f5f9e;\
--bar:#7fb0dc;--better:#000;--worse:#000}\
body{max-width:none;padding:0;font-size:7.6pt;line-height:1.25;print-color-adjust:exact;-webkit-print-color-adjust:exact}\
h1{font-size:14pt}h2{font-size:9pt}\
header{display:flex;flex-wrap:wrap;align-items:baseline;column-gap:5mm}\
.open{padding:0;border:0;margin:0}\
.made,.about,.legend,.paper,.tile p,thead th,.tile h2{font-size:7pt}\
small,.big small{font-size:6.2pt}\
.key{grid-template-columns:repeat(4,1fr);gap:1.5mm;margin:2mm 0 3mm}\
.tile{padding:1mm 2mm;border-radius:1mm}\
.tile .big{font-size:13pt}\
.flow{columns:2;column-gap:6mm}\
section{margin:0 0 2.4mm}\
th,td{padding:.25mm 0 .25mm 2mm}\
td small{display:inline}\
.bar{height:1mm;margin:0}\
.chart{margin:1mm 0;max-height:30mm}\
.paper{display:block}\
tbody th{min-width:16mm}\
th>span,td>span:not([data-metric]){display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}\
.meanings,details,.beyond,.out,.screen{display:none}}";
