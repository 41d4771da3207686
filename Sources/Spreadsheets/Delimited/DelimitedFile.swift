/// An open text file, with its encoding and delimiter.
final class DelimitedFile {
    let form: TextForm
    let name: String
    let limits: SpreadsheetLimits
    let file: InputFile
    /// Bytes of the byte order mark, which are not read again.
    let markLength: Int
    /// Bytes of UTF-8 of a line that names the delimiter.
    let namingLength: Int
    /// What ends a record: LF, also in CR LF, or CR alone.
    let terminator: UInt8

    init(
        _ file: consuming InputFile, name: String, limits: SpreadsheetLimits, encoding: TextEncoding?,
        delimiter: FieldDelimiter?
    ) throws(SpreadsheetFault) {
        let recognized = try EncodingRecognition(file, name: name, given: encoding)
        var head = ByteBuffer()
        let raw = try file.head(1 << 17, name: name).dropFirst(recognized.markLength)
        var decoder = TextDecoder(recognized.encoding)
        let isValid = Array(raw).withUnsafeBufferPointer {
            decoder.decode($0, isLast: raw.count + recognized.markLength == file.size, into: &head)
        }
        guard isValid else { throw SpreadsheetFault(.damagedText, file: name, detail: recognized.encoding.rawValue) }
        let named = DelimiterRecognition.named(in: head.bytes)
        form = TextForm(
            encoding: recognized.encoding, hasByteOrderMark: recognized.markLength > 0,
            delimiter: delimiter ?? named?.delimiter ?? DelimiterRecognition.found(in: head.bytes))
        terminator = !head.bytes.contains(0x0A) && head.bytes.contains(0x0D) ? 0x0D : 0x0A
        namingLength = named?.length ?? 0
        markLength = recognized.markLength
        self.name = name
        self.limits = limits
        self.file = file
    }

    func reader() -> DelimitedReader { DelimitedReader(self) }
}
