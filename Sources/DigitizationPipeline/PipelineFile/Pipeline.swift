import DocumentModel
import FieldReading

/// The stages that turn a batch into attached documents, with their parameters: what `Pipelines/*.yaml` says.
///
/// Stages always run in the order read-pages, split, read-fields, assemble, attach; a file sets their parameters.
public struct Pipeline: Hashable, Sendable {
    /// Parameters of the stage `read-pages`.
    public struct ReadPages: Hashable, Sendable {
        /// How pages are read.
        public var recognition = RecognitionOptions()
        /// Largest number of pixels a page may have, judged before decoding.
        public var maxPixels = 200_000_000
        /// Seconds one page may take before its recognizer is killed.
        public var pageDeadlineSeconds = 120
        /// Megabytes of memory one recognizer may use.
        public var memoryLimitMegabytes = 2048
        /// Version of the stage; no file sets it.
        var version = PageReadingKey.version

        public init() {}
    }

    /// Parameters of the stage `read-fields`.
    public struct ReadFields: Hashable, Sendable {
        /// Fields less sure than this are left empty; from `FieldReader.threshold` to 100.
        public var minimumConfidence = FieldReader.threshold
        /// Version of the stage; no file sets it.
        var version = FieldsKey.version

        public init() {}
    }

    /// Parameters of the stage `assemble`.
    public struct Assemble: Hashable, Sendable {
        /// Seconds one document may take.
        public var deadlineSeconds = 600
        /// Version of the stage; no file sets it.
        var version = PDFKey.version

        public init() {}
    }

    public var name = "digitize"
    public var readPages = ReadPages()
    public var readFields = ReadFields()
    public var assemble = Assemble()

    public init() {}
}
