use kurabe::index::Store;
use kurabe::model::*;
fn strings(plan: &mut Plan, f: &mut dyn FnMut(&mut String)) {
    for n in &mut plan.nodes { f(&mut n.marker); f(&mut n.title); f(&mut n.body); }
    for p in &mut plan.passages { if !matches!(p.kind, PassageKind::Node(_)) { f(&mut p.marker); f(&mut p.title); f(&mut p.body);} else {p.marker.clear();p.title.clear();p.body.clear();} }
    for i in &mut plan.indicators { f(&mut i.name); f(&mut i.text); f(&mut i.unit); }
    for x in &mut plan.furniture { f(&mut x.text); }
    for x in &mut plan.notices { f(&mut x.message); }
}
fn main() {
    let store = Store::open(std::path::Path::new(&std::env::args().nth(1).unwrap())).unwrap();
    let mut sizes=[0usize;12]; 
    let rows: Vec<_> = store.plans().iter().skip(400).take(200).collect();
    let mut utf8=vec![]; let mut utf16=vec![]; let mut raw=0;
    for row in &rows {
        let mut plan=(*store.plan(row.number).unwrap()).clone();
        raw += plan.passages.iter().map(|p|p.title.len()+p.body.len()).sum::<usize>();
        let mut t8=String::new(); let mut lens=vec![];
        strings(&mut plan,&mut |s|{ lens.push(s.chars().count() as u32); t8.push_str(s); s.clear();});
        let sk=postcard::to_stdvec(&(&plan,&lens)).unwrap();
        sizes[0]+=sk.len(); sizes[1]+=t8.len();
        let mut a=sk.clone(); a.extend(t8.bytes()); utf8.push(a);
        let mut b=sk; for u in t8.encode_utf16(){b.extend(u.to_le_bytes());} utf16.push(b);
    }
    let lz=|blobs:&Vec<Vec<u8>>, block:usize|{ let mut tot=0; let mut cur=vec![]; for b in blobs{ cur.extend(b); if cur.len()>=block{tot+=lz4_flex::compress(&cur).len();cur.clear();}} tot+=lz4_flex::compress(&cur).len(); tot};
    let df=|blobs:&Vec<Vec<u8>>, level:u32|{ let t=std::time::Instant::now(); let mut tot=0; for b in blobs{ use std::io::Write; let mut e=flate2::write::DeflateEncoder::new(vec![],flate2::Compression::new(level)); e.write_all(b).unwrap(); tot+=e.finish().unwrap().len();} (tot, t.elapsed().as_millis())};
    println!("raw {raw} skeleton {} text8 {}", sizes[0], sizes[1]);
    for block in [1, 131072, 262144, 524288] { println!("lz4 block {block}: utf8 {} utf16 {}", lz(&utf8,block), lz(&utf16,block)); }
    for l in [1,3,6] { println!("deflate {l}: utf8 {:?} utf16 {:?}", df(&utf8,l), df(&utf16,l)); }
}
