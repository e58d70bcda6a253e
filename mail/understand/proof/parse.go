package proof

import "strings"

// resinfo is one method's result (RFC 8601, 2.2): names in lower case, properties as ptype.property.
type resinfo struct {
	method, result string
	props          map[string]string
}

// parse reads a whole authres-payload; ok is false where it leaves the grammar.
func parse(value string) (server string, infos []resinfo, ok bool) {
	s := scanner{rest: value}
	server = s.value()
	if server == "" || !s.version() {
		return "", nil, false
	}
	if s.none() {
		return server, nil, true
	}
	for !s.end() {
		info := resinfo{props: make(map[string]string)}
		if !s.take(';') || !s.methodspec(&info) || !s.propspecs(&info) {
			return "", nil, false
		}
		infos = append(infos, info)
	}
	return server, infos, len(infos) > 0 && !s.bad
}

// version reads an optional authres-version, of which there is only "1".
func (s *scanner) version() bool {
	if s.peek() == ';' || s.end() {
		return true
	}
	return s.token() == "1"
}

// none reads no-result: `; none` and nothing else.
func (s *scanner) none() bool {
	try := *s
	if try.take(';') && strings.EqualFold(try.token(), "none") && try.end() && !try.bad {
		*s = try
		return true
	}
	return false
}

// methodspec reads method [/ version] = result.
func (s *scanner) methodspec(info *resinfo) bool {
	info.method = strings.ToLower(s.token())
	if s.take('/') && s.token() != "1" {
		return false
	}
	if !s.take('=') {
		return false
	}
	info.result = strings.ToLower(s.token())
	return info.method != "" && info.result != ""
}

// propspecs reads [reason=value] and any number of ptype.property=value. A property that is given twice makes the
// header ambiguous and so malformed.
func (s *scanner) propspecs(info *resinfo) bool {
	for s.peek() != ';' && !s.end() {
		name := strings.ToLower(s.token())
		if !s.take('=') || name == "" {
			return false
		}
		value := s.pvalue()
		if s.bad {
			return false
		}
		if name == "reason" && len(info.props) == 0 {
			continue
		}
		ptype, property, dotted := strings.Cut(name, ".")
		if _, twice := info.props[name]; twice || !dotted || ptype == "" || property == "" {
			return false
		}
		info.props[name] = value
	}
	return true
}
