// As in zh/appointments.ts.
export const appointments = {
  title: 'Appointments',
  today: 'Appointments today: {{n}}',
  later: 'in the seven days after: {{n}}',
  day: '{{day}}: {{n}}',
  key: '[-] list',
  mark: 'Has an appointment today',
  part: { morning: 'morning', afternoon: 'afternoon' },
}
