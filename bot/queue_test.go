package bot

import "testing"

func TestMostRead(t *testing.T) {
	q := newQueue()
	read := 0
	for inHand := range maxWaiting {
		q.waiting <- struct{}{}
		most := q.mostRead()
		if inHand+1 <= readWhole != (most == 0) || most != 0 && most < readLeast {
			t.Fatalf("with %d in hand each reads %d", inHand+1, most)
		}
		if inHand < 100 && most > 0 {
			read += most
		}
	}
	if read > 1000 {
		t.Errorf("a hundred at once read %d candidates", read)
	}
}
