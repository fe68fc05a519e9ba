// As much of the Protobuf encoding as it takes to tell the server's frames apart: an independent reading of the wire.

// By the field number in ServerFrame; recordingField is the field of the frame that names its recording.
export const frameKinds = {
  1: { name: 'welcome' },
  2: { name: 'ack', recordingField: 1 },
  3: { name: 'eventBatch', recordingField: 1 },
  4: { name: 'caughtUp', recordingField: 1 },
  5: { name: 'error', recordingField: 4 },
  6: { name: 'clockReading' },
  7: { name: 'signal', recordingField: 1 },
  8: { name: 'presence', recordingField: 1 },
  9: { name: 'storeStatus' },
  10: { name: 'interviewsChanged' },
};

const varint = 0;
const lengthDelimited = 2;

// The field that begins at `at`: {number, value, end}; value is a number or the bytes.
export function readField(bytes, at) {
  const [tag, afterTag] = readVarint(bytes, at);
  const [number, type] = [tag >> 3, tag & 7];
  const [size, afterSize] = readVarint(bytes, afterTag);
  if (type === varint) return { number, value: size, end: afterSize };
  if (type !== lengthDelimited) throw new Error(`wire type ${type} is not used by regard.v1`);
  return { number, value: bytes.subarray(afterSize, afterSize + size), end: afterSize + size };
}

function readVarint(bytes, at) {
  let value = 0;
  let factor = 1;
  for (;;) {
    const byte = bytes[at++];
    value += (byte & 127) * factor;
    if (byte < 128) return [value, at];
    factor *= 128;
  }
}
