/** The tag of an endpoint that names its stack: the lookup tells by it whose an endpoint with the own name is. */
export const STACK_TAG = 'VpceDoctorStack';
