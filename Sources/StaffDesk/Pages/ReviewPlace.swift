import Dossiers
import UseCases

/// Where somebody is in the queue and in a document: all of it stands in the address.
struct ReviewPlace: Sendable {
    /// Of the list that the person came from.
    var state = ReviewItem.State.open
    var batch: BatchID?
    /// 0-based page of the document; addresses count from 1.
    var page = 0
    /// 0-based part of the words of the page.
    var part = 0
    /// Whether the sure words are listed as well.
    var showsAll = false

    init(state: ReviewItem.State, batch: BatchID?) { (self.state, self.batch) = (state, batch) }

    init(_ fields: FormFields) {
        state = fields["state"].flatMap { ReviewItem.State(rawValue: $0) } ?? .open
        batch = fields["batch"].map { BatchID(rawValue: $0) }
        page = Self.number(fields["page"])
        part = Self.number(fields["part"])
        showsAll = fields["words"] == "all"
    }

    private static func number(_ text: String?) -> Int {
        text.flatMap { Int($0) }.map { min(max($0, 1), 1_000_000) - 1 } ?? 0
    }

    var filter: ReviewFilter { ReviewFilter(state: state, batch: batch) }

    private func inList(_ path: String) -> Address {
        Address(path).with("state", state == .open ? nil : state.rawValue).with("batch", batch?.rawValue)
    }

    /// The list.
    var list: String { inList("/review").text }

    /// The list after an item.
    func list(after: String) -> String { inList("/review").with("after", after).text }

    /// This place in a document.
    func address(of id: DocumentID) -> String {
        inList("/review/\(id.rawValue.queryEncoded)").with("page", page == 0 ? nil : String(page + 1))
            .with("part", part == 0 ? nil : String(part + 1)).with("words", showsAll ? "all" : nil).text
    }

    /// Another page of the document.
    func at(page: Int) -> ReviewPlace {
        var place = self
        (place.page, place.part) = (page, 0)
        return place
    }

    func at(part: Int) -> ReviewPlace {
        var place = self
        place.part = part
        return place
    }

    func showing(all: Bool) -> ReviewPlace {
        var place = self
        (place.showsAll, place.part) = (all, 0)
        return place
    }
}
