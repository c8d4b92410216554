package service

import (
	"container/heap"

	"mutasi/domain/placement"
)

// shortlist keeps the best of a person's pairs; the worst of them is on top.
type shortlist []shortlisted

type shortlisted struct {
	wished bool
	value  int64 // with the worth of the next free seat
	pair   placement.Pair
}

// before orders: wished for, then the higher value, then the lower post.
func (x *shortlisted) before(y *shortlisted) bool {
	switch {
	case x.wished != y.wished:
		return x.wished
	case x.value != y.value:
		return x.value > y.value
	}
	return x.pair.Post < y.pair.Post
}

func (l shortlist) Len() int           { return len(l) }
func (l shortlist) Less(i, j int) bool { return l[j].before(&l[i]) }
func (l shortlist) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *shortlist) Push(x any)        { *l = append(*l, x.(shortlisted)) }
func (l *shortlist) Pop() any {
	old := *l
	last := old[len(old)-1]
	*l = old[:len(old)-1]
	return last
}

// offer takes x where it is among the best so many.
func (l *shortlist) offer(x *shortlisted, keep int) {
	if len(*l) < keep {
		heap.Push(l, *x)
	} else if x.before(&(*l)[0]) {
		(*l)[0] = *x
		heap.Fix(l, 0)
	}
}

// hopeless reports that nothing worth so much at most can still come in unless it is wished for.
func (l shortlist) hopeless(most int64, keep int) bool {
	return len(l) == keep && (l[0].wished || most < l[0].value)
}
