package domain

import "strconv"

// NIPIssue is a mismatch between a NIP and the record beside it: reported, never corrected (domain.md 3.1, SIASN CON_1 to CON_4).
type NIPIssue struct {
	Field      string `json:"field"`
	Code       string `json:"code"`
	Indonesian string `json:"detail_id"`
	English    string `json:"detail_en"`
}

// NIPFormat reports whether s has the shape of a NIP or NI PPPK: 18 digits with a real birth date, an appointment year, a
// month (PNS) or any two digits (PPPK), 1 or 2 for the sex, and a sequence that is not 000.
func NIPFormat(s, employment string) bool {
	if len(s) != 18 {
		return false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	if _, err := ParseDate(s[:4] + "-" + s[4:6] + "-" + s[6:8]); err != nil || (s[:2] != "19" && s[:2] != "20") {
		return false
	}
	if s[8:10] != "19" && s[8:10] != "20" {
		return false
	}
	if m := s[12:14]; employment != EmploymentPPPK && (m < "01" || m > "12") {
		return false
	}
	return (s[14] == '1' || s[14] == '2') && s[15:] != "000"
}

// NIPIssues compares a well-formed NIP with the record.
func NIPIssues(in *StaffInput) []NIPIssue {
	issues := []NIPIssue{}
	nip := in.NIP
	if !NIPFormat(nip, in.Employment) {
		return issues
	}
	add := func(bad bool, field, code, id, en string) {
		if bad {
			issues = append(issues, NIPIssue{field, code, id, en})
		}
	}
	born, _ := ParseDate(nip[:4] + "-" + nip[4:6] + "-" + nip[6:8])
	add(born != in.BirthDate, "birth_date", "nip_birth_date", "tanggal lahir pada NIP berbeda dengan data", "the birth date in the NIP differs from the record")
	sex := "male"
	if nip[14] == '2' {
		sex = "female"
	}
	add(sex != in.Sex, "sex", "nip_sex", "jenis kelamin pada NIP berbeda dengan data", "the sex in the NIP differs from the record")
	year, _ := strconv.Atoi(nip[8:12])
	age := year - in.BirthDate.Year()
	add(age < 17 || age > 58, "nip", "nip_appointment_age", "usia saat pengangkatan menurut NIP di luar 17–58 tahun", "the age at appointment in the NIP is outside 17 to 58")
	if !in.AppointedOn.IsZero() {
		month, _ := strconv.Atoi(nip[12:14])
		bad := year != in.AppointedOn.Year() || in.Employment == EmploymentPNS && month != int(in.AppointedOn.Month())
		add(bad, "appointed_on", "nip_appointed_on", "TMT pengangkatan pada NIP berbeda dengan data", "the appointment date in the NIP differs from the record")
	}
	return issues
}
