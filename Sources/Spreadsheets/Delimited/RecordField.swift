/// Where a field stands.
struct RecordField {
    /// The content; of a quoted field what follows the opening mark, up to the closing one or what stands after it.
    let start: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    let needsUnescaping: Bool
    /// Where the next field or record begins.
    let next: UnsafePointer<UInt8>
    let endsWithDelimiter: Bool

    /// `nil` when the field is not whole.
    @inline(__always)
    init?(
        at first: UnsafePointer<UInt8>, to limit: UnsafePointer<UInt8>, _ delimiter: UInt8, _ terminator: UInt8,
        isLast: Bool
    ) {
        var position = first
        var closing: UnsafePointer<UInt8>?
        var hasDoubled = false
        if first < limit, first.pointee == 0x22 {
            position += 1
            while true {
                while position < limit, position.pointee != 0x22 { position += 1 }
                guard position < limit else { return nil }
                if position + 1 < limit, position[1] == 0x22 {
                    hasDoubled = true
                    position += 2
                } else if position + 1 < limit || isLast {
                    break
                } else {
                    return nil
                }
            }
            closing = position
            position += 1
        }
        while position < limit, position.pointee != delimiter, position.pointee != terminator { position += 1 }
        guard position < limit || isLast else { return nil }
        endsWithDelimiter = position < limit && position.pointee == delimiter
        next = position < limit ? position + 1 : limit
        // The CR of CR LF.
        if !endsWithDelimiter, terminator == 0x0A, position > (closing ?? first - 1) + 1, position[-1] == 0x0D {
            position -= 1
        }
        if let closing {
            start = first + 1
            let isPlain = position == closing + 1
            end = isPlain ? closing : position
            needsUnescaping = hasDoubled || !isPlain
        } else {
            start = first
            end = position
            needsUnescaping = false
        }
    }
}
