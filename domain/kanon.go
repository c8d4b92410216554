package domain

// SmallestGroup is the least number of people that a published figure may count (k of k-anonymity): a smaller group in an
// office could be named by its colleagues.
const SmallestGroup = 5

// AtLeast is n, or nil where n counts fewer than k people.
func AtLeast(n, k int) *int {
	if n < k {
		return nil
	}
	return &n
}

// Suppress hides what would tell of fewer than k people: each cell below k and, because the total less the cells shown tells
// what the hidden ones hold together, the smallest cells shown as well where that sum would give the others away. Equal ones
// go together: which of them was taken would be a hint too. Where there is no further cell to hide, the total goes. nil is
// what is hidden.
func Suppress(cells []int, k int) (shown []*int, total *int) {
	shown = make([]*int, len(cells))
	all, hidden, sum, least := 0, 0, 0, 0
	for i, n := range cells {
		all += n
		if shown[i] = AtLeast(n, k); shown[i] == nil {
			hidden, sum = hidden+1, sum+n
		} else if least == 0 || n < least {
			least = n
		}
	}
	if sum == 0 || sum >= k && sum < hidden*(k-1) {
		return shown, AtLeast(all, k) // nobody is hidden, or the sum leaves each hidden cell open
	}
	if least == 0 {
		return shown, nil
	}
	for i, n := range cells {
		if n == least {
			shown[i] = nil
		}
	}
	return shown, AtLeast(all, k)
}
