package main

import "testing"

func TestCounted(t *testing.T) {
	for n, want := range map[int]string{0: "0 libraries", 1: "1 library", 2: "2 libraries", 1000: "1000 libraries"} {
		if got := counted(n, "library", "libraries"); got != want {
			t.Errorf("counted(%d) = %q, want %q", n, got, want)
		}
	}
}
