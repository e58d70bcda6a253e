package store

import (
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

const (
	// format is the first byte of every value: how the rest is encoded, and what the records' fields mean.
	format = 1
	// maxValue bounds one encoded value, in bytes.
	maxValue = 1 << 20
)

// codec turns records into values and back. A value is the format's byte and canonical CBOR (RFC 8949, 4.2) with
// integers for field names. Times are RFC 3339 text in UTC with all their nanoseconds, so that what is read folds
// exactly like what was written; the zero time is null.
type codec struct {
	enc cbor.EncMode
	dec cbor.DecMode
}

func newCodec() (codec, error) {
	encoding := cbor.CoreDetEncOptions()
	encoding.Time = cbor.TimeRFC3339NanoUTC
	enc, err := encoding.EncMode()
	if err != nil {
		return codec{}, err
	}
	dec, err := cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		IndefLength:       cbor.IndefLengthForbidden,
		TagsMd:            cbor.TagsForbidden,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
		MaxNestedLevels:   8,
		MaxArrayElements:  1 << 17,
		MaxMapPairs:       1 << 17,
		// A name out of a broken mail may hold any bytes; refusing to read back what was written would lose the event.
		UTF8: cbor.UTF8DecodeInvalid,
	}.DecMode()
	return codec{enc: enc, dec: dec}, err
}

func (c codec) encode(record any) ([]byte, error) {
	body, err := c.enc.Marshal(record)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", record, err)
	}
	if len(body) >= maxValue {
		return nil, fmt.Errorf("encode %T: %d bytes are more than a record may have", record, len(body))
	}
	return append([]byte{format}, body...), nil
}

// decode reads a value into the record that into points to.
func (c codec) decode(value []byte, into any) error {
	if len(value) == 0 || len(value) > maxValue {
		return fmt.Errorf("decode %T: %w: %d bytes", into, ErrDamaged, len(value))
	}
	if value[0] != format {
		return fmt.Errorf("decode %T: %w: record format %d, this one knows %d", into, ErrNewer, value[0], format)
	}
	err := c.dec.Unmarshal(value[1:], into)
	if field := (*cbor.UnknownFieldError)(nil); errors.As(err, &field) {
		return fmt.Errorf("decode %T: %w: %w", into, ErrNewer, err)
	}
	if err != nil {
		return fmt.Errorf("decode %T: %w: %w", into, ErrDamaged, err)
	}
	return nil
}
