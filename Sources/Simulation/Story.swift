package import Vocabulary

extension SimulatedCompany {
    /// The person who left logs in from a network that nobody ever used: at or after `endingAt`, since a demonstration
    /// paces the story by its own clock.
    package func storyLogin(at time: Timestamp) -> SimulatedRecord {
        record(
            story(time, .login(.success)), number: Self.number(day: 0xFFFFF, person: 0, 0),
            phase: .story(.login))
    }

    /// Then takes the file, some time after the log-in.
    package func storyDownload(at time: Timestamp) -> SimulatedRecord {
        record(
            story(time, .file("download", catalogue.storyFile)),
            number: Self.number(day: 0xFFFFF, person: 0, 1), phase: .story(.download))
    }

    /// The file that the story is about, as its title and Google id.
    package var storyFile: (title: String, docID: String) {
        (catalogue.storyFile.title, catalogue.storyFile.id)
    }

    /// The address that the story comes from, in 2001:db8:77::/48.
    package var storyAddress: String { networks.storyAddress }

    private func story(_ time: Timestamp, _ what: Activity.What) -> Activity {
        Activity(
            time: Timestamp(microseconds: time.microseconds / 1_000 * 1_000),
            person: SimulatedPerson.Part.leaver, address: networks.storyAddress, what: what)
    }
}
