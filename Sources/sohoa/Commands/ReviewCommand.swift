import ArgumentParser
import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office
import Presentation
import UseCases

struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Kiểm tra văn bản và trường. Checks and corrects what the machine read.",
        discussion: """
            Words are named PAGE.LINE.WORD, counted from 1, as "review show" lists them. Corrections are kept as facts; \
            text, PDF and search follow by a job of the service, or by "sohoa redo".
            """,
        subcommands: [
            List.self, Show.self, Correct.self, Confirm.self, Undo.self, Postpone.self, Resume.self, Finish.self,
            Release.self, Policy.self,
        ])

    /// What every verb about one item takes.
    struct Subject: ParsableArguments {
        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Người quyết định. Who decides; kept with the decision.")
        var by: String?

        @Argument(help: "Mã mục, xem sohoa review list. The item's id.")
        var item: String

        var id: DocumentID { DocumentID(rawValue: item) }

        var review: Review {
            get async throws { try await home.openExisting(by: by).review }
        }

        /// Prints how the item stands.
        func print(_ review: Review) async throws { try format.print(ReviewItemView(try await review.show(id).item)) }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Những giấy tờ cần kiểm tra, theo hạn. What has to be checked, by deadline.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Trạng thái. State: open, postponed, done or withdrawn.")
        var state: ReviewItem.State = .open

        @Option(help: "Số mục nhiều nhất. Most items.")
        var limit = 100

        @Option(help: "Sau mục này. Only the items after this one, by its id.")
        var after: String?

        @Flag(help: "Chỉ in số lượng. Only how many there are.")
        var counts = false

        func validate() throws {
            guard limit > 0 else { throw ValidationError("--limit phải lớn hơn 0 — a number above 0") }
        }

        func run() async throws {
            let review = try await home.openExisting().review
            if counts { return try format.print(ReviewCountsView(try await review.counts())) }
            var items: [ReviewItemView] = []
            try await forEachPage(
                after: after, limit: limit, { try await review.page($0, filter: ReviewFilter(state: state)) },
                { items += $0.map(ReviewItemView.init) })
            try format.print(items)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Một giấy tờ với các chữ và trường. One document with its words and fields.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try subject.format.print(OpenedReviewView(try await subject.review.show(subject.id)))
        }
    }

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sửa chữ hoặc trường. Corrects words and fields, all or none.")

        @OptionGroup var subject: Subject

        @Option(help: ArgumentHelp("Sửa chữ. Replaces a word.", valueName: "PAGE.LINE.WORD=TEXT"))
        var word: [String] = []

        @Option(help: ArgumentHelp("Không phải chữ. No text stands there.", valueName: "PAGE.LINE.WORD"))
        var notText: [String] = []

        @Option(help: ArgumentHelp("Sửa trường. Sets a field; without a value it is emptied.", valueName: "NAME=VALUE"))
        var field: [String] = []

        @Option(help: "Bản đã xem. The revision that was looked at; else what stands now.")
        var seen: Int?

        func validate() throws {
            guard word.count + notText.count + field.count > 0 else {
                throw ValidationError("Không có gì để sửa — nothing to correct: --word, --not-text or --field")
            }
            _ = try decisions()
        }

        private func decisions() throws -> (words: [WordCorrection], fields: [FieldCorrection]) {
            var words = try word.map { text in
                let parts = try Self.parts(text)
                return try ReviewCommand.word(parts.name, .replace(parts.value))
            }
            words += try notText.map { try ReviewCommand.word($0, .notText) }
            let fields = try field.map { text in
                let parts = try Self.parts(text)
                return FieldCorrection(
                    try ReviewCommand.field(parts.name), parts.value.isEmpty ? .empty : .set(parts.value))
            }
            return (words, fields)
        }

        private static func parts(_ text: String) throws -> (name: String, value: String) {
            guard let sign = text.firstIndex(of: "=") else {
                throw ValidationError("Thiếu dấu = trong \(text) — an equals sign is missing")
            }
            return (String(text[..<sign]), String(text[text.index(after: sign)...]))
        }

        func run() async throws {
            let (review, wanted) = (try await subject.review, try decisions())
            let revision = if let seen { seen } else { try await review.show(subject.id).revision }
            let change = try await review.correct(
                subject.id, words: wanted.words, fields: wanted.fields, seen: revision)
            try subject.format.print(ReviewChangeView(change))
        }
    }

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Xác nhận đúng. Confirms words, fields, or the rest of a page.")

        @OptionGroup var subject: Subject

        @Option(help: ArgumentHelp("Chữ. A word.", valueName: "PAGE.LINE.WORD"))
        var word: [String] = []

        @Option(help: ArgumentHelp("Trường. A field.", valueName: "NAME"))
        var field: [String] = []

        @Option(help: "Các chữ còn lại của một trang. The rest of a page, but what must be confirmed word by word.")
        var restOfPage: Int?

        func validate() throws {
            guard restOfPage != nil || word.count + field.count > 0, restOfPage.map({ $0 > 0 }) ?? true else {
                throw ValidationError("Không có gì để xác nhận — nothing to confirm: --word, --field or --rest-of-page")
            }
        }

        func run() async throws {
            let review = try await subject.review
            var revision = try await review.show(subject.id).revision
            if word.count + field.count > 0 {
                let change = try await review.correct(
                    subject.id, words: try word.map { try ReviewCommand.word($0, .confirm) },
                    fields: try field.map { FieldCorrection(try ReviewCommand.field($0), .confirm) }, seen: revision)
                revision = change.revision
                try subject.format.print(ReviewChangeView(change))
            }
            guard let restOfPage else { return }
            let change = try await review.confirmRest(ofPage: restOfPage - 1, of: subject.id, seen: revision)
            try subject.format.print(ReviewChangeView(change))
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hoàn tác. Takes back what one decided last about the document.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try subject.format.print(ReviewChangeView(try await subject.review.undo(subject.id)))
        }
    }

    struct Postpone: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Để lại cho người phụ trách. Leaves the item to a senior, with the doubt.")

        @OptionGroup var subject: Subject

        @Option(help: "Lý do. Why.")
        var note: String

        func run() async throws {
            let review = try await subject.review
            try await review.postpone(subject.id, note: note)
            try await subject.print(review)
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đưa lại vào hàng chờ. Puts an item that was postponed back into the queue.")

        @OptionGroup var subject: Subject

        func run() async throws {
            let review = try await subject.review
            try await review.resume(subject.id)
            try await subject.print(review)
        }
    }

    struct Finish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Kiểm tra xong. Ends the work on an item.")

        @OptionGroup var subject: Subject

        func run() async throws {
            let review = try await subject.review
            try await review.finish(subject.id)
            try await subject.print(review)
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Trả lại mục. Gives an item back that one works on.")

        @OptionGroup var subject: Subject

        func run() async throws {
            let review = try await subject.review
            try await review.release(subject.id)
            try await subject.print(review)
        }
    }

    // MARK: Names

    private static func word(_ name: String, _ decision: WordCorrection.Decision) throws -> WordCorrection {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard parts.count == 3, parts.allSatisfy({ $0 > 0 }) else {
            throw ValidationError("Chữ không hợp lệ: \(name) — a word is PAGE.LINE.WORD, as in 1.3.2")
        }
        return WordCorrection(
            page: parts[0] - 1, place: WordPlace(line: parts[1] - 1, word: parts[2] - 1), decision)
    }

    static func field(_ name: String) throws -> FieldName {
        guard let field = FieldName(rawValue: name) else {
            let names = FieldName.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("Không có trường \(name) — the fields are \(names)")
        }
        return field
    }
}

extension ReviewItem.State: ExpressibleByArgument {}
