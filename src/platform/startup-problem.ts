/** Something about this machine keeps Engross from starting; the sentence tells a person what to do about it. */
export class StartupProblem extends Error {
  readonly sentence: string;

  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'StartupProblem';
    this.sentence = sentence;
  }
}
