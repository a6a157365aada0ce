/// The looks of a page: one column, for a screen, a telephone and A4 paper.
enum PageStyle {
  /// The style sheet, without any reference to another file.
  static let sheet = """
    :root{--ink:#1b1b1b;--soft:#595959;--hair:#d9d9d9;--wash:#f6f6f4;--accent:#0072b2}
    *{box-sizing:border-box}
    html{font-size:100%;-webkit-text-size-adjust:100%}
    body{margin:0 auto;max-width:45rem;padding:2.5rem 1.25rem 3rem;color:var(--ink);\
    background:#fff;line-height:1.55;font-family:system-ui,-apple-system,"Segoe UI",Roboto,\
    "Noto Sans","DejaVu Sans","PingFang SC","Hiragino Sans GB","Microsoft YaHei",\
    "Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif}
    :lang(zh) body,body:lang(zh){line-height:1.75}
    h1{font-size:1.75rem;line-height:1.25;font-weight:650;margin:0 0 .5rem}
    h2{font-size:1.2rem;line-height:1.3;font-weight:650;margin:2.75rem 0 .75rem}
    p{margin:0 0 .75rem;max-width:40rem}
    .lead{font-size:1.1rem;color:var(--soft)}
    .notice{border-left:4px solid #d55e00;background:#fdf3ec;padding:.6rem .9rem;\
    margin:1.25rem 0;max-width:none;font-size:.95rem}
    .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));\
    gap:1rem 1.5rem;margin:1.5rem 0;padding:.9rem 0;border:solid var(--hair);\
    border-width:1px 0}
    .facts dt{font-size:.85rem;color:var(--soft);line-height:1.35}
    .facts dd{margin:.2rem 0 0;font-size:1.6rem;line-height:1.2;font-weight:600;\
    font-variant-numeric:tabular-nums}
    .facts dd.small{font-size:.85rem;font-weight:400;color:var(--soft);line-height:1.4}
    ul{margin:.25rem 0 0;padding-left:1.2rem;max-width:40rem}
    li{margin:.3rem 0}
    pre{margin:.5rem 0 0;padding:.8rem 1rem;background:var(--wash);font-size:.8rem;line-height:1.5;\
    white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4;\
    font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace}
    figure{margin:0 0 2rem}
    figcaption{font-size:.9rem;color:var(--soft);margin:0 0 .75rem;max-width:40rem}
    figcaption b{color:var(--ink)}
    .legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0 0 .5rem;padding:0;\
    list-style:none;font-size:.85rem;max-width:none}
    .legend li{display:flex;align-items:center;gap:.45rem;margin:0}
    .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:1.25rem}
    svg{display:block;width:100%;height:auto;overflow:visible}
    .legend svg{width:26px;flex:none}
    svg text{font-family:inherit;font-size:12px;fill:var(--soft);font-variant-numeric:tabular-nums}
    svg text.name{font-size:13px;fill:var(--ink);paint-order:stroke;stroke:#fff;stroke-width:3px}
    svg text.strong{font-weight:600;fill:var(--ink)}
    svg text.mark{fill:var(--ink)}
    .narrow{display:none}
    .scroll{overflow-x:auto;margin:.75rem 0 0}
    table{border-collapse:collapse;min-width:100%;font-size:.9rem;line-height:1.4;\
    font-variant-numeric:tabular-nums}
    caption{text-align:left;font-size:.85rem;color:var(--soft);padding:0 0 .4rem}
    th,td{padding:.38rem .5rem;text-align:left;vertical-align:baseline;\
    border-bottom:1px solid var(--hair)}
    th:first-child,td:first-child{padding-left:0;min-width:5.5em}
    th:last-child,td:last-child{padding-right:0}
    thead th{font-weight:600;word-break:keep-all;border-bottom:1.5px solid var(--ink);vertical-align:bottom}
    .number{text-align:right}
    td.number{white-space:nowrap}
    td:not(.number){min-width:5em}
    tr.chosen td{background:#e8f2f8;font-weight:600}
    .saved{margin:.6rem 0 0;font-size:.85rem}
    .saved a{color:var(--accent)}
    .check{margin:1rem 0 0;max-width:40rem}
    .check label{display:block;margin:.9rem 0 .25rem;font-weight:600}
    .check .small{font-size:.85rem;color:var(--soft)}
    .check input{display:block;width:100%;padding:.65rem .75rem;border:1.5px solid #767676;border-radius:4px;\
    background:#fff;color:var(--ink);font:inherit;font-size:.95rem}
    .check input[type=file]{border-style:dashed;background:var(--wash)}
    .check button{margin:1.1rem 0 0;padding:.65rem 1.4rem;border:0;border-radius:4px;background:var(--accent);\
    color:#fff;font:inherit;font-weight:600;cursor:pointer}
    .check :focus-visible{outline:3px solid #d55e00;outline-offset:2px}
    .found{margin:1.25rem 0 0;max-width:40rem}
    .found h3{font-size:1rem;margin:1.25rem 0 .25rem}
    .found ul{list-style:none;padding:0}
    .found li{padding:.2rem 0 .2rem .7rem;border-left:4px solid var(--hair);overflow-wrap:anywhere}
    .found li.holds{border-color:#009e73}
    .found li.differs{border-color:#b3261e}
    .found li.not_checked{border-color:#e69f00}
    .found .answer{font-weight:650;padding:.6rem .9rem;background:var(--wash);border-left:4px solid var(--hair)}
    .found .verified,.found .form_holds{border-color:#009e73;background:#eaf6f1}
    .found .not_verified,.found .refused{border-color:#b3261e;background:#fbecea}
    .found .not_checked.answer{border-color:#e69f00;background:#fdf6e7}
    .card{background:var(--wash);padding:1.1rem 1.25rem;margin-top:3rem;font-size:.9rem}
    .card h2{margin:0 0 .6rem;font-size:1.05rem}
    .card dl{margin:0;display:grid;grid-template-columns:8rem 1fr;gap:.45rem 1rem}
    .card dt{color:var(--soft)}
    .card dd{margin:0;min-width:0;overflow-wrap:anywhere}
    .formula{font-family:"STIX Two Text","Cambria Math",Cambria,Georgia,"DejaVu Serif",\
    "Noto Serif CJK SC",serif}
    sub,sup{font-size:.72em;line-height:0}
    code{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.85em}
    @media (max-width:42rem){
    body{padding:1.5rem 1rem 2rem}
    h1{font-size:1.45rem}
    .narrow{display:block;max-width:30rem}
    .wide{display:none}
    .card dl{grid-template-columns:1fr;gap:.1rem}
    .card dd{margin-bottom:.6rem}
    td:not(.number){min-width:7em}
    .facts{grid-template-columns:1fr 1fr}
    .facts dd{font-size:1.35rem}
    }
    @page{size:A4;margin:18mm 17mm}
    @media print{
    html{font-size:9.5pt}
    body{padding:0;max-width:none}
    .wide{display:block}
    .narrow{display:none}
    .plots .narrow{display:block}
    .plots{grid-template-columns:1fr 1fr}
    .facts{grid-template-columns:repeat(auto-fit,minmax(38mm,1fr))}
    .card dl{grid-template-columns:8rem 1fr}
    h2{break-after:avoid}
    .picture,tr,.card,.facts,.notice,pre{break-inside:avoid}
    .picture svg{max-height:225mm}
    .plots svg{max-height:100mm}
    .scroll{overflow:visible}
    .saved,.check{display:none}
    thead{display:table-header-group}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }

    """
}
