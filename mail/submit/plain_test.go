package submit_test

import (
	"bufio"
	"fmt"
	"net"
	"strings"
)

// plainServer knows one extension or none and says yes to everything.
func plainServer(conn net.Conn, extension string, said *strings.Builder) {
	fmt.Fprint(conn, "220 hi\r\n")
	inData := false
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		line := lines.Text()
		said.WriteString(line + "\n")
		switch {
		case inData && line != ".":
			continue
		case strings.HasPrefix(line, "EHLO") && extension != "":
			fmt.Fprintf(conn, "250-hi\r\n250 %s\r\n", extension)
			continue
		case line == "DATA":
			inData = true
			fmt.Fprint(conn, "354 go on\r\n")
			continue
		case line == "QUIT":
			fmt.Fprint(conn, "221 bye\r\n")
			return
		}
		inData = false
		fmt.Fprint(conn, "250 fine\r\n")
	}
}
