//go:build bench

package main

func (b *bench) start() error { return nil }
func (b *bench) demo() error  { return nil }
func (b *bench) suite() error { return nil }
