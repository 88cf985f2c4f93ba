/** Why the file of a job is not sent again: what it was sent with is not to be had from this browser. Nothing was started then. */
export type NotRunAgain = 'bytes-gone' | 'checks-unknown' | 'reference-gone';

/** Each of these reasons in words, with what to do. */
export const NOT_RUN_AGAIN_WORDS: Readonly<Record<NotRunAgain, string>> = {
  'bytes-gone': 'This browser no longer keeps the bytes of this file. Choose it again on the upload page.',
  'checks-unknown': 'Which checks this job was asked for was not kept here, so that it cannot be run as it was. Choose the file and its checks again on the upload page.',
  'reference-gone': 'This browser no longer keeps the reference image of this job. Choose both files again on the upload page.',
};
