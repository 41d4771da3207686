import ArgumentParser
import Basics
import Foundation
import PostalPipeline
import Presentation
import UseCases

extension PostalCommand {
    struct Events: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "events",
            abstract: "Nhận tệp sự kiện của bưu điện (CSV, XLSX). Takes the operator's events of items.",
            discussion: """
                A row for each event, with columns for the number, the event (a code such as EMH or words), the time, and
                where there are some the place and a note. Late and repeated events land where they belong.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Argument(help: "Các tệp .csv, .xlsx. Files of events.", completion: .file())
        var files: [String]

        func run() async throws {
            let post = try await home.openExistingPost()
            var views: [EventsView] = []
            for file in files {
                let view = EventsView(try await post.importEvents(at: file), file: file)
                views.append(view)
                if !format.isJSON { Print.page(view.text) }
                Print.warning(view.warnings)
            }
            if format.isJSON { try Print.json(views) }
            if views.contains(where: \.hasFaults) { throw Failure.badInput }
        }
    }
}
