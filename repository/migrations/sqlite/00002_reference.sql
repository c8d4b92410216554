-- +goose Up

-- Law tables that every installation starts with. `mutasi import siasn` extends them: a code is a SIASN id, and names are written
-- as SIASN writes them, so that an import finds these rows unchanged. REPLACE is common to both engines and may run twice.

-- PNS ranks: golongan and pangkat (SIASN golonganPns).
REPLACE INTO reference_entries (kind, code, name, name_norm, level, parent, retirement_age, active, ordinal, attributes) VALUES
    ('ranks', '11', 'I/a', 'i/a', 'pns', '', NULL, 1, 1, '{"nama_pangkat":"Juru Muda"}'),
    ('ranks', '12', 'I/b', 'i/b', 'pns', '', NULL, 1, 2, '{"nama_pangkat":"Juru Muda Tingkat I"}'),
    ('ranks', '13', 'I/c', 'i/c', 'pns', '', NULL, 1, 3, '{"nama_pangkat":"Juru"}'),
    ('ranks', '14', 'I/d', 'i/d', 'pns', '', NULL, 1, 4, '{"nama_pangkat":"Juru Tingkat I"}'),
    ('ranks', '21', 'II/a', 'ii/a', 'pns', '', NULL, 1, 5, '{"nama_pangkat":"Pengatur Muda"}'),
    ('ranks', '22', 'II/b', 'ii/b', 'pns', '', NULL, 1, 6, '{"nama_pangkat":"Pengatur Muda Tingkat I"}'),
    ('ranks', '23', 'II/c', 'ii/c', 'pns', '', NULL, 1, 7, '{"nama_pangkat":"Pengatur"}'),
    ('ranks', '24', 'II/d', 'ii/d', 'pns', '', NULL, 1, 8, '{"nama_pangkat":"Pengatur Tingkat I"}'),
    ('ranks', '31', 'III/a', 'iii/a', 'pns', '', NULL, 1, 9, '{"nama_pangkat":"Penata Muda"}'),
    ('ranks', '32', 'III/b', 'iii/b', 'pns', '', NULL, 1, 10, '{"nama_pangkat":"Penata Muda Tingkat I"}'),
    ('ranks', '33', 'III/c', 'iii/c', 'pns', '', NULL, 1, 11, '{"nama_pangkat":"Penata"}'),
    ('ranks', '34', 'III/d', 'iii/d', 'pns', '', NULL, 1, 12, '{"nama_pangkat":"Penata Tingkat I"}'),
    ('ranks', '41', 'IV/a', 'iv/a', 'pns', '', NULL, 1, 13, '{"nama_pangkat":"Pembina"}'),
    ('ranks', '42', 'IV/b', 'iv/b', 'pns', '', NULL, 1, 14, '{"nama_pangkat":"Pembina Tingkat I"}'),
    ('ranks', '43', 'IV/c', 'iv/c', 'pns', '', NULL, 1, 15, '{"nama_pangkat":"Pembina Utama Muda"}'),
    ('ranks', '44', 'IV/d', 'iv/d', 'pns', '', NULL, 1, 16, '{"nama_pangkat":"Pembina Utama Madya"}'),
    ('ranks', '45', 'IV/e', 'iv/e', 'pns', '', NULL, 1, 17, '{"nama_pangkat":"Pembina Utama"}');

-- PPPK ranks (Perpres 98/2020 as changed by Perpres 11/2024). SIASN publishes no ids for them: the codes are ours.
REPLACE INTO reference_entries (kind, code, name, name_norm, level, parent, retirement_age, active, ordinal, attributes) VALUES
    ('ranks', 'PPPK-I', 'I', 'i', 'pppk', '', NULL, 1, 101, '{}'),
    ('ranks', 'PPPK-II', 'II', 'ii', 'pppk', '', NULL, 1, 102, '{}'),
    ('ranks', 'PPPK-III', 'III', 'iii', 'pppk', '', NULL, 1, 103, '{}'),
    ('ranks', 'PPPK-IV', 'IV', 'iv', 'pppk', '', NULL, 1, 104, '{}'),
    ('ranks', 'PPPK-V', 'V', 'v', 'pppk', '', NULL, 1, 105, '{}'),
    ('ranks', 'PPPK-VI', 'VI', 'vi', 'pppk', '', NULL, 1, 106, '{}'),
    ('ranks', 'PPPK-VII', 'VII', 'vii', 'pppk', '', NULL, 1, 107, '{}'),
    ('ranks', 'PPPK-VIII', 'VIII', 'viii', 'pppk', '', NULL, 1, 108, '{}'),
    ('ranks', 'PPPK-IX', 'IX', 'ix', 'pppk', '', NULL, 1, 109, '{}'),
    ('ranks', 'PPPK-X', 'X', 'x', 'pppk', '', NULL, 1, 110, '{}'),
    ('ranks', 'PPPK-XI', 'XI', 'xi', 'pppk', '', NULL, 1, 111, '{}'),
    ('ranks', 'PPPK-XII', 'XII', 'xii', 'pppk', '', NULL, 1, 112, '{}'),
    ('ranks', 'PPPK-XIII', 'XIII', 'xiii', 'pppk', '', NULL, 1, 113, '{}'),
    ('ranks', 'PPPK-XIV', 'XIV', 'xiv', 'pppk', '', NULL, 1, 114, '{}'),
    ('ranks', 'PPPK-XV', 'XV', 'xv', 'pppk', '', NULL, 1, 115, '{}'),
    ('ranks', 'PPPK-XVI', 'XVI', 'xvi', 'pppk', '', NULL, 1, 116, '{}'),
    ('ranks', 'PPPK-XVII', 'XVII', 'xvii', 'pppk', '', NULL, 1, 117, '{}');

-- Echelons (SIASN eselon) with the rank range that SIASN checks (PP 13/2002 and PP 100/2000 Ps 5, both revoked: practice, not
-- law) and the retirement age of UU 20/2023 Ps 55. 00 is SIASN's "not filled in"; V.a and V.b are obsolete.
REPLACE INTO reference_entries (kind, code, name, name_norm, level, parent, retirement_age, active, ordinal, attributes) VALUES
    ('echelons', '00', '00', '00', '', '', NULL, 0, 0, '{"jabatan_asn":null}'),
    ('echelons', '10', 'I.a', 'i.a', 'jpt_utama', '', 60, 1, 10, '{"jabatan_asn":"JPT UTAMA","rank_min":"IV/d","rank_max":"IV/e"}'),
    ('echelons', '11', 'I.a', 'i.a', 'jpt_madya', '', 60, 1, 11, '{"jabatan_asn":"JPT MADYA","rank_min":"IV/c","rank_max":"IV/e"}'),
    ('echelons', '12', 'I.b', 'i.b', 'jpt_madya', '', 60, 1, 12, '{"jabatan_asn":"JPT MADYA","rank_min":"IV/b","rank_max":"IV/e"}'),
    ('echelons', '21', 'II.a', 'ii.a', 'jpt_pratama', '', 60, 1, 21, '{"jabatan_asn":"JPT PRATAMA","rank_min":"IV/b","rank_max":"IV/d"}'),
    ('echelons', '22', 'II.b', 'ii.b', 'jpt_pratama', '', 60, 1, 22, '{"jabatan_asn":"JPT PRATAMA","rank_min":"IV/a","rank_max":"IV/c"}'),
    ('echelons', '31', 'III.a', 'iii.a', 'administrator', '', 58, 1, 31, '{"jabatan_asn":"ADMINISTRATOR","rank_min":"III/d","rank_max":"IV/b"}'),
    ('echelons', '32', 'III.b', 'iii.b', 'administrator', '', 58, 1, 32, '{"jabatan_asn":"ADMINISTRATOR","rank_min":"III/c","rank_max":"IV/a"}'),
    ('echelons', '41', 'IV.a', 'iv.a', 'pengawas', '', 58, 1, 41, '{"jabatan_asn":"PENGAWAS","rank_min":"III/b","rank_max":"III/d"}'),
    ('echelons', '42', 'IV.b', 'iv.b', 'pengawas', '', 58, 1, 42, '{"jabatan_asn":"PENGAWAS","rank_min":"III/a","rank_max":"III/c"}'),
    ('echelons', '51', 'V.a', 'v.a', '', '', NULL, 0, 51, '{"jabatan_asn":null}'),
    ('echelons', '52', 'V.b', 'v.b', '', '', NULL, 0, 52, '{"jabatan_asn":null}'),
    ('echelons', '99', 'NON', 'non', '', '', NULL, 1, 99, '{"jabatan_asn":null}');

-- Levels of functional positions (PP 11/2017 Ps 69): rank range and credit points to the next rank (Per.BKN 3/2023), credit
-- coefficient of a year rated "baik", and the usual retirement age; the age of a position itself stands in functional_positions.
REPLACE INTO reference_entries (kind, code, name, name_norm, level, parent, retirement_age, active, ordinal, attributes) VALUES
    ('functional_levels', 'PM', 'Pemula', 'pemula', 'pemula', '', 58, 1, 1, '{"category":"skill","rank_min":"II/a","rank_max":"II/a","yearly_coefficient":3.75,"points_to_next_rank":15}'),
    ('functional_levels', 'TR', 'Terampil', 'terampil', 'terampil', '', 58, 1, 2, '{"category":"skill","rank_min":"II/b","rank_max":"II/d","yearly_coefficient":5,"points_to_next_rank":20}'),
    ('functional_levels', 'MH', 'Mahir', 'mahir', 'mahir', '', 58, 1, 3, '{"category":"skill","rank_min":"III/a","rank_max":"III/b","yearly_coefficient":12.5,"points_to_next_rank":50}'),
    ('functional_levels', 'PY', 'Penyelia', 'penyelia', 'penyelia', '', 58, 1, 4, '{"category":"skill","rank_min":"III/c","rank_max":"III/d","yearly_coefficient":25,"points_to_next_rank":100}'),
    ('functional_levels', 'PT', 'Ahli Pertama', 'ahli pertama', 'ahli_pertama', '', 58, 1, 5, '{"category":"expert","rank_min":"III/a","rank_max":"III/b","yearly_coefficient":12.5,"points_to_next_rank":50}'),
    ('functional_levels', 'MU', 'Ahli Muda', 'ahli muda', 'ahli_muda', '', 58, 1, 6, '{"category":"expert","rank_min":"III/c","rank_max":"III/d","yearly_coefficient":25,"points_to_next_rank":100}'),
    ('functional_levels', 'MA', 'Ahli Madya', 'ahli madya', 'ahli_madya', '', 60, 1, 7, '{"category":"expert","rank_min":"IV/a","rank_max":"IV/c","yearly_coefficient":37.5,"points_to_next_rank":150}'),
    ('functional_levels', 'UT', 'Ahli Utama', 'ahli utama', 'ahli_utama', '', 65, 1, 8, '{"category":"expert","rank_min":"IV/d","rank_max":"IV/e","yearly_coefficient":50,"points_to_next_rank":200}');

-- Levels of education (SIASN tingkat pendidikan) with the starting and the highest regular rank (PP 99/2000). Levels of equal
-- standing have the same order.
REPLACE INTO reference_entries (kind, code, name, name_norm, level, parent, retirement_age, active, ordinal, attributes) VALUES
    ('education_levels', '05', 'SD', 'sd', 'sd', '', NULL, 1, 5, '{"order":1,"rank_start":"I/a","rank_highest":"II/a"}'),
    ('education_levels', '10', 'SLTP', 'sltp', 'sltp', '', NULL, 1, 10, '{"order":2,"rank_start":"I/c","rank_highest":"II/c"}'),
    ('education_levels', '12', 'SLTP Kejuruan', 'sltp kejuruan', 'sltp', '', NULL, 1, 12, '{"order":2,"rank_start":"I/c","rank_highest":"II/d"}'),
    ('education_levels', '15', 'SLTA', 'slta', 'slta', '', NULL, 1, 15, '{"order":3,"rank_start":"II/a","rank_highest":"III/b"}'),
    ('education_levels', '17', 'SLTA Kejuruan', 'slta kejuruan', 'slta', '', NULL, 1, 17, '{"order":3,"rank_start":"II/a","rank_highest":"III/b"}'),
    ('education_levels', '18', 'SLTA Keguruan', 'slta keguruan', 'slta', '', NULL, 1, 18, '{"order":3,"rank_start":"II/a","rank_highest":"III/b"}'),
    ('education_levels', '20', 'D-I', 'd-i', 'd1', '', NULL, 1, 20, '{"order":4,"rank_start":"II/a","rank_highest":"III/b"}'),
    ('education_levels', '25', 'D-II', 'd-ii', 'd2', '', NULL, 1, 25, '{"order":5,"rank_start":"II/b","rank_highest":"III/b"}'),
    ('education_levels', '30', 'D-III', 'd-iii', 'd3', '', NULL, 1, 30, '{"order":6,"rank_start":"II/c","rank_highest":"III/c"}'),
    ('education_levels', '35', 'D-IV', 'd-iv', 'd4', '', NULL, 1, 35, '{"order":7,"rank_start":"III/a","rank_highest":"III/d"}'),
    ('education_levels', '40', 'S-1', 's-1', 's1', '', NULL, 1, 40, '{"order":7,"rank_start":"III/a","rank_highest":"III/d"}'),
    ('education_levels', '42', 'Profesi', 'profesi', 'profesi', '', NULL, 1, 42, '{"order":8}'),
    ('education_levels', '45', 'S-2', 's-2', 's2', '', NULL, 1, 45, '{"order":9,"rank_start":"III/b","rank_highest":"IV/a"}'),
    ('education_levels', '47', 'Spesialis', 'spesialis', 's2', '', NULL, 1, 47, '{"order":9}'),
    ('education_levels', '49', 'Subspesialis', 'subspesialis', 's3', '', NULL, 1, 49, '{"order":10}'),
    ('education_levels', '50', 'S-3', 's-3', 's3', '', NULL, 1, 50, '{"order":10,"rank_start":"III/c","rank_highest":"IV/b"}');

-- Disciplinary sanctions of PP 94/2021 Ps 8 with the days of absence without leave in a year that lead to them (Ps 9 to 11).
-- Names as SIASN writes them.
REPLACE INTO reference_entries (kind, code, name, name_norm, level, parent, retirement_age, active, ordinal, attributes) VALUES
    ('sanctions', '1', 'TEGURAN LISAN', 'teguran lisan', 'light', '', NULL, 1, 1, '{"citation":"PP 94/2021 Ps 8(2) a","absence_days_from":3,"absence_days_to":3}'),
    ('sanctions', '2', 'TEGURAN TERTULIS', 'teguran tertulis', 'light', '', NULL, 1, 2, '{"citation":"PP 94/2021 Ps 8(2) b","absence_days_from":4,"absence_days_to":6}'),
    ('sanctions', '3', 'PERNYATAAN TIDAK PUAS SECARA TERTULIS', 'pernyataan tidak puas secara tertulis', 'light', '', NULL, 1, 3, '{"citation":"PP 94/2021 Ps 8(2) c","absence_days_from":7,"absence_days_to":10}'),
    ('sanctions', '23', 'PEMOTONGAN TUNKIN 25% 6 BLN', 'pemotongan tunkin 25% 6 bln', 'medium', '', NULL, 1, 23, '{"citation":"PP 94/2021 Ps 8(3) a","absence_days_from":11,"absence_days_to":13,"months":6}'),
    ('sanctions', '24', 'PEMOTONGAN TUNKIN 25% 9 BLN', 'pemotongan tunkin 25% 9 bln', 'medium', '', NULL, 1, 24, '{"citation":"PP 94/2021 Ps 8(3) b","absence_days_from":14,"absence_days_to":16,"months":9}'),
    ('sanctions', '25', 'PEMOTONGAN TUNKIN 25% 12 BLN', 'pemotongan tunkin 25% 12 bln', 'medium', '', NULL, 1, 25, '{"citation":"PP 94/2021 Ps 8(3) c","absence_days_from":17,"absence_days_to":20,"months":12}'),
    ('sanctions', '27', 'PENURUNAN DARI JABATAN SETINGKAT LEBIH RENDAH SELAMA 12 BLN', 'penurunan dari jabatan setingkat lebih rendah selama 12 bln', 'heavy', '', NULL, 1, 27, '{"citation":"PP 94/2021 Ps 8(4) a","absence_days_from":21,"absence_days_to":24,"months":12}'),
    ('sanctions', '28', 'PEMBEBASAN DARI JABATAN MENJADI PELAKSANA SELAMA 12 BLN', 'pembebasan dari jabatan menjadi pelaksana selama 12 bln', 'heavy', '', NULL, 1, 28, '{"citation":"PP 94/2021 Ps 8(4) b","absence_days_from":25,"absence_days_to":27,"months":12}'),
    ('sanctions', '10', 'PEMBERHENTIAN DENGAN HORMAT TIDAK ATAS PERMINTAAN SENDIRI', 'pemberhentian dengan hormat tidak atas permintaan sendiri', 'heavy', '', NULL, 1, 10, '{"citation":"PP 94/2021 Ps 8(4) c","absence_days_from":28,"absence_days_to":null,"absence_days_consecutive":10}');

-- +goose Down

DELETE FROM reference_entries WHERE kind IN ('ranks', 'echelons', 'functional_levels', 'education_levels', 'sanctions');
